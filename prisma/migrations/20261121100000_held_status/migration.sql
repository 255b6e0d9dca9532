-- Alone in its migration: a new value may not be used in the transaction that adds it.
ALTER TYPE message_status ADD VALUE 'held' BEFORE 'queued';
