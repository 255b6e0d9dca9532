-- Whoever lost a conversation to a colleague is told once: the event by which they did.
ALTER TABLE conversation_alerts ADD COLUMN taken_seq integer NOT NULL DEFAULT 0;
