-- Which tab said it last, and the how manieth of its signs it was: an older one that comes late says nothing any more.
ALTER TABLE "conversation_viewers" ADD COLUMN "tab" TEXT NOT NULL DEFAULT '', ADD COLUMN "sign" INTEGER NOT NULL DEFAULT 0;
