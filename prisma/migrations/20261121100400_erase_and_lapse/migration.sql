-- Erasing what is kept of a customer, and transfers that end by themselves.

-- The transaction that erased: a screen whose cursor is older still shows what is gone.
ALTER TABLE erase_tasks ADD COLUMN change_id bigint;
-- sync: whether anybody was erased since a cursor.
CREATE INDEX erase_tasks_sync ON erase_tasks (change_id) WHERE change_id IS NOT NULL;
-- erase: what was done for a customer already.
CREATE INDEX erase_tasks_done ON erase_tasks (channel_id, external_id) WHERE done_at IS NOT NULL;

-- Deletes everything a channel keeps of one customer but pictures, which go first. The caller holds the customer's row and
-- the conversation's. Dedupe keys begin with the customer they are about. Answers how much it was, for the audit trail.
CREATE FUNCTION kefu_erase_customer(p_channel text, p_external_id text)
RETURNS TABLE (r_messages int, r_pushes int) LANGUAGE plpgsql AS $$
DECLARE
  v_conversation uuid;
BEGIN
  SELECT c.id INTO v_conversation FROM conversations c JOIN customers u ON u.id = c.customer_id
    WHERE u.channel_id = p_channel AND u.external_id = p_external_id;
  DELETE FROM messages m WHERE m.conversation_id = v_conversation;
  GET DIAGNOSTICS r_messages = ROW_COUNT;
  DELETE FROM message_keys k WHERE k.conversation_id = v_conversation;
  DELETE FROM reply_grants g WHERE g.conversation_id = v_conversation;
  DELETE FROM drafts d WHERE d.conversation_id = v_conversation;
  DELETE FROM push_receipts r WHERE r.channel_id = p_channel
    AND (starts_with(r.dedupe_key, 'm:' || p_external_id || ':') OR starts_with(r.dedupe_key, 'e:' || p_external_id || ':'));
  DELETE FROM raw_pushes r WHERE r.channel_id = p_channel
    AND (starts_with(r.dedupe_key, 'm:' || p_external_id || ':') OR starts_with(r.dedupe_key, 'e:' || p_external_id || ':'));
  GET DIAGNOSTICS r_pushes = ROW_COUNT;
  DELETE FROM conversations c WHERE c.id = v_conversation;
  DELETE FROM customers u WHERE u.channel_id = p_channel AND u.external_id = p_external_id;
  RETURN NEXT;
END $$;

-- A transfer knows only its own pushes: what was transferred in an earlier one must not let the half hour be over at once.
CREATE FUNCTION kefu_forget_last_transfer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.last_transfer_at := NULL;
  RETURN NEW;
END $$;
CREATE TRIGGER conversations_begin_transfer BEFORE UPDATE OF transferred_at ON conversations FOR EACH ROW
  WHEN (NEW.transferred_at IS DISTINCT FROM OLD.transferred_at
    AND NEW.last_transfer_at IS NOT DISTINCT FROM OLD.last_transfer_at)
  EXECUTE FUNCTION kefu_forget_last_transfer();

-- lapse: open transfers of a channel, the quietest first.
CREATE INDEX conversations_transferred ON conversations (channel_id, greatest(transferred_at, last_transfer_at))
  WHERE mode = 'transfer' AND status = 'open';
