-- GET /api/me/today: what one agent has replied to or closed since midnight.
CREATE INDEX messages_handled ON messages (author_id, created_at)
  WHERE author_id IS NOT NULL AND (direction = 'out' OR direction = 'event' AND type = 'closed');
