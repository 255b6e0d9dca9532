-- Lists, notes in the thread and snoozed conversations.

ALTER TABLE conversations
  -- A snooze holds while nobody changed who answers and the customer has not written since; compared, never cleared by a push.
  ADD COLUMN snoozed_at timestamptz(3),
  ADD COLUMN snoozed_epoch integer,
  ADD CONSTRAINT conversations_snooze CHECK (
    (snoozed_until IS NULL) = (snoozed_at IS NULL) AND (snoozed_until IS NULL) = (snoozed_epoch IS NULL));
-- sweep: snoozes that are over.
CREATE INDEX conversations_snoozed ON conversations (snoozed_until) WHERE snoozed_until IS NOT NULL;
-- list: which conversations have a reply that did not arrive; thread: jump to it.
CREATE INDEX messages_failed ON messages (conversation_id, seq) WHERE status IN ('failed', 'unknown');

-- Writes a note for colleagues into the thread, once a client key. It is never sent and changes neither window nor waiting nor
-- unread nor the list's last message. Outcome: the note's seq, and whether it is new.
CREATE FUNCTION kefu_add_note(
  p_conversation uuid, p_author uuid, p_content jsonb, p_client_key text, p_media uuid, p_mentions uuid[]
) RETURNS TABLE (r_seq int, r_created boolean) LANGUAGE plpgsql AS $$
DECLARE
  v_id bigint;
  v_change bigint;
BEGIN
  PERFORM 1 FROM conversations c WHERE c.id = p_conversation FOR UPDATE;
  SELECT k.seq INTO r_seq FROM message_keys k WHERE k.conversation_id = p_conversation AND k.client_key = p_client_key;
  IF FOUND THEN r_created := false; RETURN NEXT; RETURN; END IF;
  v_change := pg_current_xact_id()::text::bigint;
  UPDATE conversations c SET last_seq = c.last_seq + 1, change_id = v_change WHERE c.id = p_conversation
    RETURNING c.last_seq INTO STRICT r_seq;
  INSERT INTO messages (conversation_id, seq, direction, type, content, status, author_kind, author_id, client_key, media_id,
    change_id)
  VALUES (p_conversation, r_seq, 'note', p_content ->> 'type', p_content, 'received', 'agent', p_author, p_client_key, p_media,
    v_change) RETURNING id INTO v_id;
  INSERT INTO message_keys (conversation_id, client_key, seq) VALUES (p_conversation, p_client_key, r_seq);
  INSERT INTO mentions (agent_id, conversation_id, message_id)
  SELECT DISTINCT m.agent_id, p_conversation, v_id FROM unnest(p_mentions) AS m(agent_id);
  r_created := true;
  RETURN NEXT;
END $$;
