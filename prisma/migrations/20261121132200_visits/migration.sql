-- customer: previous conversations end at these lines of the thread.
CREATE INDEX messages_closed ON messages (conversation_id, seq) WHERE direction = 'event' AND type = 'closed';
