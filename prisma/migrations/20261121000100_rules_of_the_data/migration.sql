-- What must be true of every row, whoever writes it.

ALTER TABLE agents ADD CONSTRAINT agents_email_lower CHECK (email = lower(email));

ALTER TABLE channels ADD CONSTRAINT channels_identity CHECK (
  (kind = 'miniprogram' AND app_id IS NOT NULL AND original_id IS NOT NULL)
  OR (kind = 'kf' AND corp_id IS NOT NULL AND open_kf_id IS NOT NULL));

-- "Queued" is agent mode without an assignee; the bot and the official tool have none.
ALTER TABLE conversations
  ADD CONSTRAINT conversations_assignee_only_in_agent_mode CHECK (assignee_id IS NULL OR mode = 'agent'),
  ADD CONSTRAINT conversations_transferred_at_iff_transfer CHECK ((mode = 'transfer') = (transferred_at IS NOT NULL)),
  ADD CONSTRAINT conversations_closed_at_iff_closed CHECK ((status = 'closed') = (closed_at IS NOT NULL)),
  ADD CONSTRAINT conversations_counters CHECK (unread >= 0 AND read_seq >= 0 AND last_seq >= 0 AND epoch >= 1);

-- The ledger can neither go below zero nor above what WeChat granted.
ALTER TABLE reply_grants ADD CONSTRAINT reply_grants_within_limit CHECK (
  spent >= 0 AND reserved >= 0 AND spent + reserved <= "limit" AND expires_at >= granted_at);

ALTER TABLE messages
  ADD CONSTRAINT messages_seq_positive CHECK (seq > 0),
  ADD CONSTRAINT messages_status_of_direction CHECK ((direction = 'out') = (status <> 'received')),
  ADD CONSTRAINT messages_lease_iff_sending CHECK ((status = 'sending') = (lease_until IS NOT NULL)),
  ADD CONSTRAINT messages_bot_has_epoch CHECK (author_kind <> 'bot' OR direction <> 'out' OR epoch IS NOT NULL);

-- Legal ways of an outgoing message: queued → sending → accepted | failed | unknown. `sending` may go back to
-- `queued` (nothing was sent), `unknown` is settled by a person, the rest is final.
CREATE FUNCTION kefu_guard_message_status() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status = NEW.status
    OR (OLD.status = 'queued' AND NEW.status IN ('sending', 'failed', 'cancelled'))
    OR (OLD.status = 'sending' AND NEW.status IN ('accepted', 'failed', 'unknown', 'queued'))
    OR (OLD.status = 'unknown' AND NEW.status IN ('accepted', 'failed'))
  THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'message status % cannot become %', OLD.status, NEW.status USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER messages_guard_status BEFORE UPDATE OF status ON messages
  FOR EACH ROW EXECUTE FUNCTION kefu_guard_message_status();

-- The change id of a row only grows, also when a transaction that began earlier writes later: of two copies of a row the
-- one with the greater id is the newer. It is never below the writer's own transaction id, which is what sync needs.
CREATE FUNCTION kefu_advance_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.change_id < OLD.change_id THEN NEW.change_id := OLD.change_id + 1; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER conversations_advance_change BEFORE UPDATE OF change_id ON conversations
  FOR EACH ROW EXECUTE FUNCTION kefu_advance_change();
CREATE TRIGGER messages_advance_change BEFORE UPDATE OF change_id ON messages
  FOR EACH ROW EXECUTE FUNCTION kefu_advance_change();

-- deliver and sweep: what is waiting, on its way, or holds the line.
CREATE INDEX messages_outbox ON messages (conversation_id, seq) WHERE status IN ('queued', 'sending', 'unknown');
-- sweep: pushes whose answer is still open.
CREATE INDEX push_receipts_undecided ON push_receipts (received_at) WHERE answer IS NULL;

-- Rows of the hot tables are rewritten often: leave room on their pages for updates in place.
ALTER TABLE conversations SET (fillfactor = 80);
ALTER TABLE reply_grants SET (fillfactor = 80);
ALTER TABLE customers SET (fillfactor = 90);
