-- The few writes that must be one step each. They hold the conversation's row lock first, then the rest:
-- one order of locks, so no two of them can wait for each other. Typed callers: lib/conversations/*.ts.

-- Stores one push exactly once and says what it changed. The dedupe key is taken first: a second copy waits for
-- the first to commit, then reads its receipt. `answer` is null when the bot still has to decide.
CREATE FUNCTION kefu_receive_push(
  p_channel text, p_key text, p_body bytea,
  p_kind text, -- message | enter | other
  p_external_id text, p_type text, p_content jsonb, p_preview text, p_occurred_at timestamptz,
  p_session_from text, p_wechat_media_id text, p_source_url text,
  p_grant_limit int, p_grant_seconds int
) RETURNS TABLE (r_duplicate boolean, r_answer push_answer, r_conversation_id uuid, r_seq int, r_mode mode,
  r_status conversation_status, r_epoch int, r_rules_version int, r_welcomed_at timestamptz)
LANGUAGE plpgsql AS $$
DECLARE
  v_customer uuid;
  v_conversation conversations%ROWTYPE;
  v_opening mode;
  v_rules_version int;
  v_reopened boolean := false;
  v_seq int;
  v_change bigint;
BEGIN
  INSERT INTO push_receipts (channel_id, dedupe_key, is_message, answer, decided_at)
  VALUES (p_channel, p_key, p_kind = 'message',
    CASE WHEN p_kind = 'other' THEN 'success'::push_answer END, CASE WHEN p_kind = 'other' THEN now() END)
  ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN
    RETURN QUERY SELECT true, r.answer, r.conversation_id, r.seq, c.mode, c.status, c.epoch, h.rules_version, c.welcomed_at
      FROM push_receipts r JOIN channels h ON h.id = r.channel_id LEFT JOIN conversations c ON c.id = r.conversation_id
      WHERE r.channel_id = p_channel AND r.dedupe_key = p_key;
    RETURN;
  END IF;

  INSERT INTO raw_pushes (channel_id, dedupe_key, body) VALUES (p_channel, p_key, p_body);
  IF p_kind = 'other' THEN
    RETURN QUERY SELECT false, 'success'::push_answer, NULL::uuid, NULL::int, NULL::mode, NULL::conversation_status,
      NULL::int, NULL::int, NULL::timestamptz;
    RETURN;
  END IF;

  -- Its row lock makes first contacts of one customer follow each other.
  INSERT INTO customers AS c (channel_id, external_id, session_from) VALUES (p_channel, p_external_id, p_session_from)
  ON CONFLICT (channel_id, external_id) DO UPDATE
    SET last_seen_at = now(), session_from = coalesce(EXCLUDED.session_from, c.session_from)
  RETURNING c.id INTO v_customer;
  SELECT h.opening_mode, h.rules_version INTO v_opening, v_rules_version FROM channels h WHERE h.id = p_channel;
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
  END IF;

  v_seq := v_conversation.last_seq + 1;
  INSERT INTO messages (conversation_id, seq, direction, type, content, status, author_kind, occurred_at, change_id)
  VALUES (v_conversation.id, v_seq, CASE WHEN p_kind = 'message' THEN 'in' ELSE 'event' END::direction,
    p_type, p_content, 'received', 'customer', p_occurred_at, v_change);
  IF p_wechat_media_id IS NOT NULL THEN
    INSERT INTO media (channel_id, conversation_id, seq, wechat_media_id, source_url)
    VALUES (p_channel, v_conversation.id, v_seq, p_wechat_media_id, coalesce(p_source_url, ''));
  END IF;

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
    unread = c.unread + CASE WHEN p_kind = 'message' THEN 1 ELSE 0 END,
    waiting_since = CASE WHEN p_kind = 'message' AND v_conversation.mode <> 'transfer'
      THEN coalesce(c.waiting_since, now()) ELSE c.waiting_since END,
    last_customer_message_at = CASE WHEN p_kind = 'message' THEN now() ELSE c.last_customer_message_at END,
    last_message_seq = CASE WHEN p_kind = 'message' THEN v_seq ELSE c.last_message_seq END,
    last_message = CASE WHEN p_kind = 'message' THEN jsonb_build_object('text', p_preview, 'type', p_type,
      'direction', 'in', 'authorKind', 'customer', 'status', 'received', 'at', now()) ELSE c.last_message END
  WHERE c.id = v_conversation.id;

  r_answer := CASE WHEN v_conversation.mode = 'bot' THEN NULL
    WHEN v_conversation.mode = 'transfer' AND p_kind = 'message' THEN 'transfer' ELSE 'success' END::push_answer;
  UPDATE push_receipts r SET conversation_id = v_conversation.id, seq = v_seq, answer = r_answer,
    decided_at = CASE WHEN r_answer IS NOT NULL THEN now() END
  WHERE r.channel_id = p_channel AND r.dedupe_key = p_key;

  RETURN QUERY SELECT false, r_answer, v_conversation.id, v_seq, v_conversation.mode, 'open'::conversation_status,
    v_conversation.epoch, v_rules_version, v_conversation.welcomed_at;
END $$;

-- Takes one reply out of the ledger: the short grant first, and of a message grant's replies the bot leaves two.
-- Answers the kind reserved, or why none could be.
CREATE FUNCTION kefu_reserve_reply(p_conversation uuid, p_bot boolean) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  v_kind grant_kind;
BEGIN
  SELECT g.kind INTO v_kind FROM reply_grants g
    WHERE g.conversation_id = p_conversation AND g.expires_at > now()
      AND g."limit" - g.spent - g.reserved > CASE WHEN p_bot AND g.kind = 'message' THEN 2 ELSE 0 END
    ORDER BY g.expires_at LIMIT 1 FOR UPDATE;
  IF FOUND THEN
    UPDATE reply_grants SET reserved = reserved + 1 WHERE conversation_id = p_conversation AND kind = v_kind;
    RETURN v_kind::text;
  END IF;
  RETURN CASE WHEN EXISTS (SELECT 1 FROM reply_grants g WHERE g.conversation_id = p_conversation AND g.expires_at > now())
    THEN 'quota_used_up' ELSE 'window_closed' END;
END $$;

CREATE FUNCTION kefu_release_reply(p_conversation uuid, p_kind grant_kind) RETURNS void LANGUAGE sql AS $$
  UPDATE reply_grants SET reserved = greatest(reserved - 1, 0) WHERE conversation_id = p_conversation AND kind = p_kind;
$$;

-- The list shows how the newest message stands: call it with every change of a message's status.
CREATE FUNCTION kefu_note_last_status(p_conversation uuid, p_seq int, p_status message_status) RETURNS void LANGUAGE sql AS $$
  UPDATE conversations SET change_id = pg_current_xact_id()::text::bigint, last_message = CASE WHEN last_message_seq = p_seq
    THEN jsonb_set(last_message, '{status}', to_jsonb(p_status)) ELSE last_message END WHERE id = p_conversation;
$$;

-- Puts one reply into the outbox with its place in the thread and its share of the ledger.
-- Outcome: queued, existing (the client key was used before), quota_used_up, window_closed.
CREATE FUNCTION kefu_queue_message(
  p_conversation uuid, p_author_kind author_kind, p_author uuid, p_rule text, p_type text, p_content jsonb,
  p_preview text, p_client_key text, p_retry_of int
) RETURNS TABLE (r_outcome text, r_seq int) LANGUAGE plpgsql AS $$
DECLARE
  v_conversation conversations%ROWTYPE;
  v_grant text;
  v_change bigint;
BEGIN
  SELECT * INTO STRICT v_conversation FROM conversations WHERE id = p_conversation FOR UPDATE;
  IF p_client_key IS NOT NULL THEN
    SELECT k.seq INTO r_seq FROM message_keys k WHERE k.conversation_id = p_conversation AND k.client_key = p_client_key;
    IF FOUND THEN r_outcome := 'existing'; RETURN NEXT; RETURN; END IF;
  END IF;
  v_grant := kefu_reserve_reply(p_conversation, p_author_kind = 'bot');
  IF v_grant IN ('quota_used_up', 'window_closed') THEN r_outcome := v_grant; RETURN NEXT; RETURN; END IF;

  v_change := pg_current_xact_id()::text::bigint;
  r_seq := v_conversation.last_seq + 1;
  INSERT INTO messages (conversation_id, seq, direction, type, content, status, author_kind, author_id, rule_name, epoch,
    client_key, grant_kind, retry_of_seq, change_id)
  VALUES (p_conversation, r_seq, 'out', p_type, p_content, 'queued', p_author_kind, p_author, p_rule, v_conversation.epoch,
    p_client_key, v_grant::grant_kind, p_retry_of, v_change);
  IF p_client_key IS NOT NULL THEN
    INSERT INTO message_keys (conversation_id, client_key, seq) VALUES (p_conversation, p_client_key, r_seq);
  END IF;
  UPDATE conversations SET last_seq = r_seq, change_id = v_change, last_activity_at = now(), waiting_since = NULL,
    unread = CASE WHEN p_author_kind = 'agent' THEN 0 ELSE unread END,
    read_seq = CASE WHEN p_author_kind = 'agent' THEN r_seq ELSE read_seq END,
    last_message_seq = r_seq,
    last_message = jsonb_build_object('text', p_preview, 'type', p_type, 'direction', 'out',
      'authorKind', p_author_kind, 'status', 'queued', 'at', now())
  WHERE id = p_conversation;
  r_outcome := 'queued';
  RETURN NEXT;
END $$;

-- Changes who answers, if nothing changed since `p_epoch`, and writes the event rows. Answers the new epoch, or null when somebody was faster.
CREATE FUNCTION kefu_change_conversation(
  p_conversation uuid, p_epoch int, p_mode mode, p_status conversation_status, p_assignee uuid,
  p_events jsonb, p_author_kind author_kind, p_author uuid
) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  v_first_seq int;
  v_epoch int;
  v_change bigint := pg_current_xact_id()::text::bigint;
  v_cancelled record;
BEGIN
  UPDATE conversations c SET mode = p_mode, status = p_status, assignee_id = p_assignee, epoch = c.epoch + 1,
    last_seq = c.last_seq + jsonb_array_length(p_events), change_id = v_change, last_activity_at = now(),
    transferred_at = CASE WHEN p_mode <> 'transfer' THEN NULL WHEN c.mode = 'transfer' THEN c.transferred_at ELSE now() END,
    closed_at = CASE WHEN p_status = 'open' THEN NULL WHEN c.status = 'closed' THEN c.closed_at ELSE now() END,
    waiting_since = CASE WHEN p_status = 'closed' OR p_mode = 'transfer' THEN NULL ELSE c.waiting_since END,
    unread = CASE WHEN p_status = 'closed' THEN 0 ELSE c.unread END,
    read_seq = CASE WHEN p_status = 'closed' THEN c.last_seq ELSE c.read_seq END
  WHERE c.id = p_conversation AND c.epoch = p_epoch
  RETURNING c.last_seq - jsonb_array_length(p_events), c.epoch INTO v_first_seq, v_epoch;
  IF NOT FOUND THEN RETURN NULL; END IF;

  INSERT INTO messages (conversation_id, seq, direction, type, content, status, author_kind, author_id, change_id)
  SELECT p_conversation, v_first_seq + e.n, 'event', e.content ->> 'event', e.content, 'received', p_author_kind, p_author, v_change
  FROM jsonb_array_elements(p_events) WITH ORDINALITY AS e(content, n);

  -- The bot's own change (a rule that hands over) lets it finish what it had begun to say; a person's silences it.
  IF p_author_kind = 'bot' THEN
    UPDATE messages SET epoch = v_epoch
      WHERE conversation_id = p_conversation AND status = 'queued' AND author_kind = 'bot' AND epoch = p_epoch;
    RETURN v_epoch;
  END IF;
  FOR v_cancelled IN
    UPDATE messages m SET status = 'cancelled', change_id = v_change
    WHERE m.conversation_id = p_conversation AND m.status = 'queued' AND m.author_kind = 'bot'
    RETURNING m.grant_kind, m.seq
  LOOP
    PERFORM kefu_release_reply(p_conversation, v_cancelled.grant_kind);
    PERFORM kefu_note_last_status(p_conversation, v_cancelled.seq, 'cancelled');
  END LOOP;
  RETURN v_epoch;
END $$;

-- Settles the answer of a push once, with the bot's effects, unless the conversation has moved on since `p_epoch`.
-- Whoever comes second gets the stored answer and changes nothing.
CREATE FUNCTION kefu_decide_push(
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
        v_reply ->> 'type', v_reply -> 'content', v_reply ->> 'preview', NULL, NULL) q WHERE q.r_outcome = 'queued');
    END LOOP;
    IF p_mode = 'agent' THEN
      -- The customer was told that a person comes: from now on they wait for one.
      UPDATE conversations SET waiting_since = now() WHERE id = p_conversation;
    END IF;
    IF p_welcomed THEN UPDATE conversations SET welcomed_at = now() WHERE id = p_conversation; END IF;
  END IF;

  r_answer := CASE WHEN v_conversation.mode = 'transfer' AND v_receipt.is_message THEN 'transfer' ELSE 'success' END::push_answer;
  UPDATE push_receipts SET answer = r_answer, decided_at = now() WHERE channel_id = p_channel AND dedupe_key = p_key;
  RETURN NEXT;
END $$;

-- Takes the next reply of a conversation to be sent, under a lease. Nothing while one is on its way or its outcome is
-- unknown: order is kept, and an unknown one waits for a person. What a bot decided in an older epoch is cancelled, and a
-- reply whose window closed meanwhile fails, here.
CREATE FUNCTION kefu_claim_message(p_conversation uuid, p_lease_seconds int)
RETURNS TABLE (r_id bigint, r_seq int, r_content jsonb, r_attempts int, r_channel_id text, r_external_id text,
  r_granted_at timestamptz) LANGUAGE plpgsql AS $$
DECLARE
  v_message messages%ROWTYPE;
  v_epoch int;
  v_grant text;
  v_change bigint;
BEGIN
  SELECT c.epoch INTO v_epoch FROM conversations c WHERE c.id = p_conversation FOR UPDATE;
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

    UPDATE messages SET status = 'sending', grant_kind = v_grant::grant_kind, attempts = attempts + 1, not_before = NULL,
      lease_until = now() + make_interval(secs => p_lease_seconds), change_id = v_change
      WHERE id = v_message.id AND created_at = v_message.created_at;
    PERFORM kefu_note_last_status(p_conversation, v_message.seq, 'sending');
    RETURN QUERY SELECT v_message.id, v_message.seq, v_message.content, v_message.attempts + 1, c.channel_id, u.external_id,
        g.granted_at
      FROM conversations c JOIN customers u ON u.id = c.customer_id
      JOIN reply_grants g ON g.conversation_id = c.id AND g.kind = v_grant::grant_kind WHERE c.id = p_conversation;
    RETURN;
  END LOOP;
END $$;

-- Writes down how a send ended, and settles the ledger: spent when WeChat accepted it or may have, given back when it
-- refused, corrected by WeChat's own verdict (45047: nothing left; 45015: the window is closed) unless the customer has
-- written since: the verdict was about the grant of `p_granted_at`.
CREATE FUNCTION kefu_record_send(
  p_conversation uuid, p_seq int, p_status message_status, p_errcode int, p_errmsg text, p_retry_in_ms int,
  p_granted_at timestamptz
) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  v_message messages%ROWTYPE;
  v_change bigint := pg_current_xact_id()::text::bigint;
BEGIN
  PERFORM 1 FROM conversations WHERE id = p_conversation FOR UPDATE;
  UPDATE messages m SET status = p_status, errcode = p_errcode, errmsg = p_errmsg, lease_until = NULL, change_id = v_change,
    not_before = CASE WHEN p_status = 'queued' THEN now() + make_interval(secs => p_retry_in_ms / 1000.0) END
  WHERE m.conversation_id = p_conversation AND m.seq = p_seq AND m.status = 'sending'
  RETURNING * INTO v_message;
  IF NOT FOUND THEN RETURN false; END IF;

  UPDATE reply_grants SET
    reserved = greatest(reserved - CASE WHEN p_status = 'queued' THEN 0 ELSE 1 END, 0),
    spent = CASE WHEN p_errcode = 45047 AND granted_at = p_granted_at THEN "limit" - greatest(reserved - 1, 0)
      WHEN p_status IN ('accepted', 'unknown') THEN least(spent + 1, "limit" - greatest(reserved - 1, 0)) ELSE spent END,
    expires_at = CASE WHEN p_errcode = 45015 AND granted_at = p_granted_at
      THEN greatest(least(expires_at, now()), granted_at) ELSE expires_at END
  WHERE conversation_id = p_conversation AND kind = v_message.grant_kind;
  PERFORM kefu_note_last_status(p_conversation, p_seq, p_status);
  RETURN true;
END $$;
