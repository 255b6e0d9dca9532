-- The customer's last message when a conversation was put away: another one ends the snooze, whatever the clocks say.
ALTER TABLE conversations RENAME COLUMN snoozed_at TO snoozed_after;

-- Who gave a customer their name here, and when.
ALTER TABLE customers
  ADD COLUMN alias_by_id uuid REFERENCES agents (id) ON DELETE SET NULL ON UPDATE CASCADE,
  ADD COLUMN alias_at timestamptz(3);

-- quick replies: a shortcut stands for one reply among one's own and everybody's, in each channel.
CREATE UNIQUE INDEX quick_replies_shortcut ON quick_replies (
  lower(shortcut), coalesce(agent_id, '00000000-0000-0000-0000-000000000000'), coalesce(channel_id, '')) WHERE shortcut <> '';

ALTER TABLE quick_replies ADD CONSTRAINT quick_replies_text_or_card CHECK ((btrim(text) <> '') <> (card_id IS NOT NULL));
ALTER TABLE tags ADD CONSTRAINT tags_color CHECK (color IN ('neutral', 'accent', 'bot', 'xfer', 'warn', 'danger'));
