-- The functions of the hot path again, with media, held replies, paused channels and the way back from a transfer.

-- The words of a message that a list shows, as lib/conversations/preview.ts has them.
CREATE FUNCTION kefu_preview(p_content jsonb) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT left(coalesce(p_content ->> 'text', p_content ->> 'title', ''), 200);
$$;

-- Queues held replies in their order while the ledger has something for them, at the end of the thread, where the customer
-- sees them. Answers how many. The caller holds the conversation's row.
CREATE FUNCTION kefu_release_held(p_conversation uuid) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  v_message messages%ROWTYPE;
  v_grant text;
  v_seq int;
  v_released int := 0;
  v_change bigint := pg_current_xact_id()::text::bigint;
BEGIN
  FOR v_message IN
    SELECT * FROM messages m WHERE m.conversation_id = p_conversation AND m.status = 'held' ORDER BY m.seq
  LOOP
    v_grant := kefu_reserve_reply(p_conversation, false);
    EXIT WHEN v_grant IN ('quota_used_up', 'window_closed');
    UPDATE conversations c SET last_seq = c.last_seq + 1, held = c.held - 1, change_id = v_change, last_activity_at = now(),
      last_message_seq = c.last_seq + 1,
      last_message = jsonb_build_object('text', kefu_preview(v_message.content), 'type', v_message.type, 'direction', 'out',
        'authorKind', v_message.author_kind, 'status', 'queued', 'at', now())
      WHERE c.id = p_conversation RETURNING c.last_seq INTO v_seq;
    UPDATE messages SET status = 'queued', seq = v_seq, grant_kind = v_grant::grant_kind, change_id = v_change
      WHERE id = v_message.id AND created_at = v_message.created_at;
    UPDATE message_keys k SET seq = v_seq WHERE k.conversation_id = p_conversation AND k.seq = v_message.seq;
    v_released := v_released + 1;
  END LOOP;
  RETURN v_released;
END $$;

DROP FUNCTION kefu_receive_push;
-- Stores one push exactly once and says what it changed. The dedupe key is taken first: a second copy waits for
-- the first to commit, then reads its receipt. `answer` is null when the bot still has to decide.
CREATE FUNCTION kefu_receive_push(
  p_channel text, p_key text, p_body bytea,
  p_kind text, -- message | enter | other
  p_external_id text, p_type text, p_content jsonb, p_preview text, p_occurred_at timestamptz,
  p_session_from text, p_wechat_media_id text, p_source_url text,
  p_grant_limit int, p_grant_seconds int
) RETURNS TABLE (r_duplicate boolean, r_answer push_answer, r_conversation_id uuid, r_seq int, r_mode mode,
  r_status conversation_status, r_epoch int, r_rules_version int, r_welcomed_at timestamptz, r_released int, r_media_id uuid)
LANGUAGE plpgsql AS $$
DECLARE
  v_customer uuid;
  v_conversation conversations%ROWTYPE;
  v_opening mode;
  v_rules_version int;
  v_after mode;
  v_media uuid;
  v_reopened boolean := false;
  v_seq int;
  v_change bigint;
BEGIN
  INSERT INTO push_receipts (channel_id, dedupe_key, is_message, answer, decided_at)
  VALUES (p_channel, p_key, p_kind = 'message',
    CASE WHEN p_kind = 'other' THEN 'success'::push_answer END, CASE WHEN p_kind = 'other' THEN now() END)
  ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN
    RETURN QUERY SELECT true, r.answer, r.conversation_id, r.seq, c.mode, c.status, c.epoch, h.rules_version, c.welcomed_at,
        0, NULL::uuid
      FROM push_receipts r JOIN channels h ON h.id = r.channel_id LEFT JOIN conversations c ON c.id = r.conversation_id
      WHERE r.channel_id = p_channel AND r.dedupe_key = p_key;
    RETURN;
  END IF;

  INSERT INTO raw_pushes (channel_id, dedupe_key, body) VALUES (p_channel, p_key, p_body);
  IF p_kind = 'other' THEN
    RETURN QUERY SELECT false, 'success'::push_answer, NULL::uuid, NULL::int, NULL::mode, NULL::conversation_status,
      NULL::int, NULL::int, NULL::timestamptz, 0, NULL::uuid;
    RETURN;
  END IF;

  -- Its row lock makes first contacts of one customer follow each other.
  INSERT INTO customers AS c (channel_id, external_id, session_from) VALUES (p_channel, p_external_id, p_session_from)
  ON CONFLICT (channel_id, external_id) DO UPDATE
    SET last_seen_at = now(), session_from = coalesce(EXCLUDED.session_from, c.session_from)
  RETURNING c.id INTO v_customer;
  SELECT h.opening_mode, h.rules_version, h.after_transfer INTO v_opening, v_rules_version, v_after FROM channels h WHERE h.id = p_channel;
  SELECT * INTO v_conversation FROM conversations c WHERE c.customer_id = v_customer FOR UPDATE;
  v_change := pg_current_xact_id()::text::bigint;
  IF NOT FOUND THEN
    INSERT INTO conversations (channel_id, customer_id, mode, transferred_at, change_id)
    VALUES (p_channel, v_customer, v_opening, CASE WHEN v_opening = 'transfer' THEN now() END, v_change)
    RETURNING * INTO v_conversation;
  ELSIF v_conversation.status = 'closed' THEN
    v_reopened := true;
    v_conversation.mode := v_opening;
    v_conversation.epoch := v_conversation.epoch + 1;
    INSERT INTO messages (conversation_id, seq, direction, type, content, status, author_kind, change_id)
    VALUES (v_conversation.id, v_conversation.last_seq + 1, 'event', 'reopened',
      jsonb_build_object('event', 'reopened', 'byCustomer', true), 'received', 'customer', v_change);
    v_conversation.last_seq := v_conversation.last_seq + 1;
  ELSIF v_conversation.mode = 'transfer' AND p_kind = 'message' AND v_after <> 'transfer'
    AND p_occurred_at > v_conversation.last_transfer_at + interval '30 minutes'
  THEN
    -- The official tool's half hour is over: what the channel wants then, on WeChat's clock.
    v_conversation.mode := v_after;
    v_conversation.epoch := v_conversation.epoch + 1;
    INSERT INTO messages (conversation_id, seq, direction, type, content, status, author_kind, change_id)
    VALUES (v_conversation.id, v_conversation.last_seq + 1, 'event', 'mode_changed', jsonb_build_object('event', 'mode_changed',
      'from', 'transfer', 'to', v_after, 'ruleName', NULL, 'reason', 'pushes_resumed'), 'received', 'system', v_change);
    v_conversation.last_seq := v_conversation.last_seq + 1;
  END IF;

  v_seq := v_conversation.last_seq + 1;
  IF p_wechat_media_id IS NOT NULL OR p_source_url IS NOT NULL THEN
    INSERT INTO media (channel_id, origin, conversation_id, seq, wechat_media_id, wechat_media_at, source_url)
    VALUES (p_channel, 'customer', v_conversation.id, v_seq, p_wechat_media_id, now(), p_source_url) RETURNING id INTO v_media;
  END IF;
  INSERT INTO messages (conversation_id, seq, direction, type, content, status, author_kind, occurred_at, media_id, change_id)
  VALUES (v_conversation.id, v_seq, CASE WHEN p_kind = 'message' THEN 'in' ELSE 'event' END::direction,
    p_type, p_content, 'received', 'customer', p_occurred_at, v_media, v_change);

  -- Grants never add up: each act sets the full count and the longest time again.
  INSERT INTO reply_grants AS g (conversation_id, kind, "limit", granted_at, expires_at)
  VALUES (v_conversation.id, p_kind::grant_kind, p_grant_limit, now(), now() + make_interval(secs => p_grant_seconds))
  ON CONFLICT (conversation_id, kind) DO UPDATE SET "limit" = EXCLUDED."limit", spent = 0,
    reserved = least(g.reserved, EXCLUDED."limit"), granted_at = EXCLUDED.granted_at, expires_at = EXCLUDED.expires_at;

  UPDATE conversations c SET
    last_seq = v_seq, change_id = v_change, last_activity_at = now(),
    mode = v_conversation.mode, status = 'open', epoch = v_conversation.epoch,
    assignee_id = CASE WHEN v_reopened THEN NULL ELSE c.assignee_id END,
    closed_at = NULL,
    transferred_at = CASE WHEN v_conversation.mode <> 'transfer' THEN NULL
      WHEN v_reopened THEN now() ELSE c.transferred_at END,
    last_transfer_at = CASE WHEN v_conversation.mode = 'transfer' AND p_kind = 'message' THEN p_occurred_at
      ELSE c.last_transfer_at END,
    unread = c.unread + CASE WHEN p_kind = 'message' THEN 1 ELSE 0 END,
    waiting_since = CASE WHEN p_kind = 'message' AND v_conversation.mode <> 'transfer'
      THEN coalesce(c.waiting_since, now()) ELSE c.waiting_since END,
    last_customer_message_at = CASE WHEN p_kind = 'message' THEN now() ELSE c.last_customer_message_at END,
    last_message_seq = CASE WHEN p_kind = 'message' THEN v_seq ELSE c.last_message_seq END,
    last_message = CASE WHEN p_kind = 'message' THEN jsonb_build_object('text', p_preview, 'type', p_type,
      'direction', 'in', 'authorKind', 'customer', 'status', 'received', 'at', now()) ELSE c.last_message END
  WHERE c.id = v_conversation.id;

  -- What was written while nothing could be sent goes first; in transfer mode the official tool speaks.
  r_released := CASE WHEN v_conversation.held > 0 AND v_conversation.mode <> 'transfer'
    THEN kefu_release_held(v_conversation.id) ELSE 0 END;

  r_answer := CASE WHEN v_conversation.mode = 'bot' THEN NULL
    WHEN v_conversation.mode = 'transfer' AND p_kind = 'message' THEN 'transfer' ELSE 'success' END::push_answer;
  UPDATE push_receipts r SET conversation_id = v_conversation.id, seq = v_seq, answer = r_answer,
    decided_at = CASE WHEN r_answer IS NOT NULL THEN now() END
  WHERE r.channel_id = p_channel AND r.dedupe_key = p_key;

  RETURN QUERY SELECT false, r_answer, v_conversation.id, v_seq, v_conversation.mode, 'open'::conversation_status,
    v_conversation.epoch, v_rules_version, v_conversation.welcomed_at, r_released, v_media;
END $$;

DROP FUNCTION kefu_queue_message;
-- Puts one reply into the outbox with its place in the thread and its share of the ledger.
-- With p_hold a reply for which there is no grant now is held until one opens.
-- Outcome: queued, held, existing (the client key was used before), quota_used_up, window_closed.
CREATE FUNCTION kefu_queue_message(
  p_conversation uuid, p_author_kind author_kind, p_author uuid, p_rule text, p_type text, p_content jsonb,
  p_preview text, p_client_key text, p_retry_of int, p_media uuid, p_hold boolean
) RETURNS TABLE (r_outcome text, r_seq int) LANGUAGE plpgsql AS $$
DECLARE
  v_conversation conversations%ROWTYPE;
  v_grant text;
  v_status message_status := 'queued';
  v_change bigint;
BEGIN
  SELECT * INTO STRICT v_conversation FROM conversations WHERE id = p_conversation FOR UPDATE;
  IF p_client_key IS NOT NULL THEN
    SELECT k.seq INTO r_seq FROM message_keys k WHERE k.conversation_id = p_conversation AND k.client_key = p_client_key;
    IF FOUND THEN r_outcome := 'existing'; RETURN NEXT; RETURN; END IF;
  END IF;
  -- Behind what is held already, so that the order stays.
  IF p_hold AND v_conversation.held > 0 THEN v_grant := 'quota_used_up';
  ELSE v_grant := kefu_reserve_reply(p_conversation, p_author_kind = 'bot');
  END IF;
  IF v_grant IN ('quota_used_up', 'window_closed') THEN
    IF NOT p_hold THEN r_outcome := v_grant; RETURN NEXT; RETURN; END IF;
    v_status := 'held';
    v_grant := NULL;
  END IF;

  v_change := pg_current_xact_id()::text::bigint;
  r_seq := v_conversation.last_seq + 1;
  INSERT INTO messages (conversation_id, seq, direction, type, content, status, author_kind, author_id, rule_name, epoch,
    client_key, grant_kind, retry_of_seq, media_id, change_id)
  VALUES (p_conversation, r_seq, 'out', p_type, p_content, v_status, p_author_kind, p_author, p_rule, v_conversation.epoch,
    p_client_key, v_grant::grant_kind, p_retry_of, p_media, v_change);
  IF p_client_key IS NOT NULL THEN
    INSERT INTO message_keys (conversation_id, client_key, seq) VALUES (p_conversation, p_client_key, r_seq);
  END IF;
  UPDATE conversations SET last_seq = r_seq, change_id = v_change, last_activity_at = now(),
    held = held + CASE WHEN v_status = 'held' THEN 1 ELSE 0 END,
    waiting_since = CASE WHEN v_status = 'held' THEN waiting_since END,
    unread = CASE WHEN p_author_kind = 'agent' THEN 0 ELSE unread END,
    read_seq = CASE WHEN p_author_kind = 'agent' THEN r_seq ELSE read_seq END,
    last_message_seq = r_seq,
    last_message = jsonb_build_object('text', p_preview, 'type', p_type, 'direction', 'out',
      'authorKind', p_author_kind, 'status', v_status, 'at', now())
  WHERE id = p_conversation;
  r_outcome := v_status::text;
  RETURN NEXT;
END $$;

-- Settles the answer of a push once, with the bot's effects, unless the conversation has moved on since `p_epoch`.
-- Whoever comes second gets the stored answer and changes nothing.
CREATE OR REPLACE FUNCTION kefu_decide_push(
  p_channel text, p_key text, p_conversation uuid, p_epoch int, p_mode mode, p_events jsonb, p_replies jsonb,
  p_welcomed boolean, p_welcomed_at timestamptz -- the welcome before this one, as the decision knew it
) RETURNS TABLE (r_answer push_answer, r_queued int) LANGUAGE plpgsql AS $$
DECLARE
  v_receipt push_receipts%ROWTYPE;
  v_conversation conversations%ROWTYPE;
  v_reply jsonb;
BEGIN
  r_queued := 0;
  SELECT * INTO STRICT v_conversation FROM conversations WHERE id = p_conversation FOR UPDATE;
  SELECT * INTO STRICT v_receipt FROM push_receipts r WHERE r.channel_id = p_channel AND r.dedupe_key = p_key FOR UPDATE;
  IF v_receipt.answer IS NOT NULL THEN r_answer := v_receipt.answer; RETURN NEXT; RETURN; END IF;

  IF v_conversation.epoch = p_epoch AND v_conversation.mode = 'bot' AND v_conversation.status = 'open'
    AND NOT (p_welcomed AND v_conversation.welcomed_at IS DISTINCT FROM p_welcomed_at)
  THEN
    IF p_mode IS NOT NULL THEN
      PERFORM kefu_change_conversation(p_conversation, p_epoch, p_mode, 'open', NULL, p_events, 'bot', NULL);
      v_conversation.mode := p_mode;
    END IF;
    FOR v_reply IN SELECT * FROM jsonb_array_elements(p_replies) LOOP
      r_queued := r_queued + (SELECT count(*) FROM kefu_queue_message(p_conversation, 'bot', NULL, v_reply ->> 'ruleName',
        v_reply ->> 'type', v_reply -> 'content', v_reply ->> 'preview', NULL, NULL, NULL, false) q WHERE q.r_outcome = 'queued');
    END LOOP;
    IF p_mode = 'agent' THEN
      -- The customer was told that a person comes: from now on they wait for one.
      UPDATE conversations SET waiting_since = now() WHERE id = p_conversation;
    END IF;
    IF p_welcomed THEN UPDATE conversations SET welcomed_at = now() WHERE id = p_conversation; END IF;
  END IF;

  r_answer := CASE WHEN v_conversation.mode = 'transfer' AND v_receipt.is_message THEN 'transfer' ELSE 'success' END::push_answer;
  IF r_answer = 'transfer' THEN
    UPDATE conversations SET last_transfer_at = (SELECT m.occurred_at FROM messages m
      WHERE m.conversation_id = p_conversation AND m.seq = v_receipt.seq) WHERE id = p_conversation;
  END IF;
  UPDATE push_receipts SET answer = r_answer, decided_at = now() WHERE channel_id = p_channel AND dedupe_key = p_key;
  RETURN NEXT;
END $$;

DROP FUNCTION kefu_claim_message;
-- Takes the next reply of a conversation to be sent, under a lease. Nothing while one is on its way or its outcome is
-- unknown: order is kept, and an unknown one waits for a person. What a bot decided in an older epoch is cancelled, and a
-- reply whose window closed meanwhile fails, here. While its channel is paused nothing is taken; when the pause is over, one
-- reply of the channel goes first and finds out whether the channel is well again.
CREATE FUNCTION kefu_claim_message(p_conversation uuid, p_lease_seconds int)
RETURNS TABLE (r_id bigint, r_seq int, r_content jsonb, r_attempts int, r_channel_id text, r_external_id text,
  r_granted_at timestamptz, r_media_id uuid) LANGUAGE plpgsql AS $$
DECLARE
  v_message messages%ROWTYPE;
  v_epoch int;
  v_grant text;
  v_channel text;
  v_paused timestamptz;
  v_change bigint;
BEGIN
  SELECT c.epoch, c.channel_id INTO v_epoch, v_channel FROM conversations c WHERE c.id = p_conversation FOR UPDATE;
  SELECT h.paused_until INTO v_paused FROM channels h WHERE h.id = v_channel;
  IF v_paused > now() THEN RETURN; END IF;
  LOOP
    SELECT * INTO v_message FROM messages m
      WHERE m.conversation_id = p_conversation AND m.status IN ('queued', 'sending', 'unknown') ORDER BY m.seq LIMIT 1;
    IF NOT FOUND OR v_message.status <> 'queued' OR v_message.not_before > now() THEN RETURN; END IF;
    v_change := pg_current_xact_id()::text::bigint;

    IF v_message.author_kind = 'bot' AND v_message.epoch <> v_epoch THEN
      UPDATE messages SET status = 'cancelled', change_id = v_change
        WHERE id = v_message.id AND created_at = v_message.created_at;
      PERFORM kefu_release_reply(p_conversation, v_message.grant_kind);
      PERFORM kefu_note_last_status(p_conversation, v_message.seq, 'cancelled');
      CONTINUE;
    END IF;
    v_grant := v_message.grant_kind::text;
    IF NOT EXISTS (SELECT 1 FROM reply_grants g WHERE g.conversation_id = p_conversation
        AND g.kind = v_message.grant_kind AND g.expires_at > now()) THEN
      PERFORM kefu_release_reply(p_conversation, v_message.grant_kind);
      v_grant := kefu_reserve_reply(p_conversation, v_message.author_kind = 'bot');
    END IF;
    IF v_grant IN ('quota_used_up', 'window_closed') THEN
      UPDATE messages SET status = 'failed', errmsg = v_grant, change_id = v_change
        WHERE id = v_message.id AND created_at = v_message.created_at;
      PERFORM kefu_note_last_status(p_conversation, v_message.seq, 'failed');
      CONTINUE;
    END IF;

    IF v_paused IS NOT NULL THEN
      UPDATE channels h SET paused_until = now() + make_interval(secs => p_lease_seconds)
        WHERE h.id = v_channel AND h.paused_until <= now();
      IF NOT FOUND THEN
        -- Another reply of the channel went first; this one keeps its share of the ledger.
        UPDATE messages SET grant_kind = v_grant::grant_kind WHERE id = v_message.id AND created_at = v_message.created_at;
        RETURN;
      END IF;
    END IF;
    UPDATE messages SET status = 'sending', grant_kind = v_grant::grant_kind, attempts = attempts + 1, not_before = NULL,
      lease_until = now() + make_interval(secs => p_lease_seconds), change_id = v_change
      WHERE id = v_message.id AND created_at = v_message.created_at;
    PERFORM kefu_note_last_status(p_conversation, v_message.seq, 'sending');
    RETURN QUERY SELECT v_message.id, v_message.seq, v_message.content, v_message.attempts + 1, c.channel_id, u.external_id,
        g.granted_at, v_message.media_id
      FROM conversations c JOIN customers u ON u.id = c.customer_id
      JOIN reply_grants g ON g.conversation_id = c.id AND g.kind = v_grant::grant_kind WHERE c.id = p_conversation;
    RETURN;
  END LOOP;
END $$;

-- Writes down how a send ended, and settles the ledger: spent when WeChat accepted it or may have, given back when it
-- refused, corrected by WeChat's own verdict (45047: nothing left; 45015: the window is closed) unless the customer has
-- written since: the verdict was about the grant of `p_granted_at`. Queued again, nothing is settled yet; without a time the
-- channel is paused, and the attempt does not count.
CREATE OR REPLACE FUNCTION kefu_record_send(
  p_conversation uuid, p_seq int, p_status message_status, p_errcode int, p_errmsg text, p_retry_in_ms int,
  p_granted_at timestamptz
) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  v_message messages%ROWTYPE;
  v_change bigint := pg_current_xact_id()::text::bigint;
BEGIN
  PERFORM 1 FROM conversations WHERE id = p_conversation FOR UPDATE;
  UPDATE messages m SET status = p_status, errcode = p_errcode, errmsg = p_errmsg, lease_until = NULL, change_id = v_change,
    attempts = attempts - CASE WHEN p_status = 'queued' AND p_retry_in_ms IS NULL THEN 1 ELSE 0 END,
    not_before = CASE WHEN p_status = 'queued' THEN now() + make_interval(secs => p_retry_in_ms / 1000.0) END
  WHERE m.conversation_id = p_conversation AND m.seq = p_seq AND m.status = 'sending'
  RETURNING * INTO v_message;
  IF NOT FOUND THEN RETURN false; END IF;

  UPDATE reply_grants SET
    reserved = greatest(reserved - CASE WHEN p_status = 'queued' THEN 0 ELSE 1 END, 0),
    spent = CASE WHEN p_status = 'queued' THEN spent
      WHEN p_errcode = 45047 AND granted_at = p_granted_at THEN "limit" - greatest(reserved - 1, 0)
      WHEN p_status IN ('accepted', 'unknown') THEN least(spent + 1, "limit" - greatest(reserved - 1, 0)) ELSE spent END,
    expires_at = CASE WHEN p_status <> 'queued' AND p_errcode = 45015 AND granted_at = p_granted_at
      THEN greatest(least(expires_at, now()), granted_at) ELSE expires_at END
  WHERE conversation_id = p_conversation AND kind = v_message.grant_kind;
  PERFORM kefu_note_last_status(p_conversation, p_seq, p_status);
  RETURN true;
END $$;
