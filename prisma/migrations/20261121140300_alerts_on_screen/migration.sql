-- A browser that is told has a name by which its owner knows it, and a mention is told once.
ALTER TABLE push_subscriptions ADD COLUMN label text NOT NULL DEFAULT '';
ALTER TABLE mentions ADD COLUMN told_at timestamptz(3);
