-- Receives with two rows written less: the receipt is complete when it is inserted, and a customer is seen to the minute.

-- Stores one push exactly once and says what it changed. A second copy waits for the first to commit, at the customer's or the
-- conversation's row or at the receipt, then reads its receipt and changes nothing. `answer` is null when the bot still has to
-- decide. Locks in one order: customer, conversation, receipt.
CREATE OR REPLACE FUNCTION kefu_receive_push(
  p_channel text, p_key text, p_body bytea,
  p_kind text, -- message | enter | other
  p_external_id text, p_type text, p_content jsonb, p_preview text, p_occurred_at timestamptz,
  p_session_from text, p_wechat_media_id text, p_source_url text,
  p_grant_limit int, p_grant_seconds int
) RETURNS TABLE (r_duplicate boolean, r_answer push_answer, r_conversation_id uuid, r_seq int, r_mode mode,
  r_status conversation_status, r_epoch int, r_rules_version int, r_welcomed_at timestamptz, r_released int, r_media_id uuid)
LANGUAGE plpgsql AS $$
DECLARE
  v_customer customers%ROWTYPE;
  v_conversation conversations%ROWTYPE;
  v_opening mode;
  v_after mode;
  v_resumed boolean := false;
  v_reopened boolean := false;
  v_change bigint;
BEGIN
  IF p_kind = 'other' THEN
    INSERT INTO push_receipts (channel_id, dedupe_key, is_message, answer, decided_at)
      VALUES (p_channel, p_key, false, 'success', now()) ON CONFLICT DO NOTHING;
    r_duplicate := NOT FOUND;
    IF NOT r_duplicate THEN
      INSERT INTO raw_pushes (channel_id, dedupe_key, body) VALUES (p_channel, p_key, p_body);
    END IF;
    r_answer := 'success';
    r_released := 0;
    RETURN NEXT;
    RETURN;
  END IF;

  SELECT h.opening_mode, h.rules_version, h.after_transfer INTO v_opening, r_rules_version, v_after
    FROM channels h WHERE h.id = p_channel;
  SELECT * INTO v_customer FROM customers u WHERE u.channel_id = p_channel AND u.external_id = p_external_id;
  IF NOT FOUND THEN
    -- Its row lock makes first contacts of one customer follow each other.
    INSERT INTO customers AS u (channel_id, external_id, session_from) VALUES (p_channel, p_external_id, p_session_from)
    ON CONFLICT (channel_id, external_id) DO UPDATE SET last_seen_at = now()
    RETURNING * INTO v_customer;
  END IF;
  SELECT * INTO v_conversation FROM conversations c WHERE c.customer_id = v_customer.id FOR UPDATE;
  IF NOT FOUND THEN
    INSERT INTO conversations (channel_id, customer_id, mode, transferred_at, change_id)
    VALUES (p_channel, v_customer.id, v_opening, CASE WHEN v_opening = 'transfer' THEN now() END,
      pg_current_xact_id()::text::bigint)
    RETURNING * INTO v_conversation;
  ELSIF v_conversation.status = 'closed' THEN
    v_reopened := true;
    v_conversation.mode := v_opening;
    v_conversation.epoch := v_conversation.epoch + 1;
    v_conversation.last_seq := v_conversation.last_seq + 1;
  ELSIF v_conversation.mode = 'transfer' AND p_kind = 'message' AND v_after <> 'transfer'
    AND p_occurred_at > v_conversation.last_transfer_at + interval '30 minutes'
  THEN
    -- The official tool's half hour is over: what the channel wants then, on WeChat's clock.
    v_resumed := true;
    v_conversation.mode := v_after;
    v_conversation.epoch := v_conversation.epoch + 1;
    v_conversation.last_seq := v_conversation.last_seq + 1;
  END IF;
  r_seq := v_conversation.last_seq + 1;
  r_answer := CASE WHEN v_conversation.mode = 'bot' THEN NULL
    WHEN v_conversation.mode = 'transfer' AND p_kind = 'message' THEN 'transfer' ELSE 'success' END::push_answer;

  -- A copy learns here that it is one: so far nothing has been changed.
  INSERT INTO push_receipts (channel_id, dedupe_key, is_message, conversation_id, seq, answer, decided_at)
  VALUES (p_channel, p_key, p_kind = 'message', v_conversation.id, r_seq, r_answer, CASE WHEN r_answer IS NOT NULL THEN now() END)
  ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN
    RETURN QUERY SELECT true, r.answer, r.conversation_id, r.seq, c.mode, c.status, c.epoch, r_rules_version, c.welcomed_at,
        0, NULL::uuid
      FROM push_receipts r LEFT JOIN conversations c ON c.id = r.conversation_id
      WHERE r.channel_id = p_channel AND r.dedupe_key = p_key;
    RETURN;
  END IF;
  v_change := pg_current_xact_id()::text::bigint;
  INSERT INTO raw_pushes (channel_id, dedupe_key, body) VALUES (p_channel, p_key, p_body);
  IF v_customer.last_seen_at < now() - interval '1 minute' OR p_session_from <> v_customer.session_from
    OR (p_session_from IS NOT NULL AND v_customer.session_from IS NULL)
  THEN
    UPDATE customers u SET last_seen_at = now(), session_from = coalesce(p_session_from, u.session_from)
      WHERE u.id = v_customer.id;
  END IF;
  IF v_reopened THEN
    INSERT INTO messages (conversation_id, seq, direction, type, content, status, author_kind, change_id)
    VALUES (v_conversation.id, r_seq - 1, 'event', 'reopened',
      jsonb_build_object('event', 'reopened', 'byCustomer', true), 'received', 'customer', v_change);
  ELSIF v_resumed THEN
    INSERT INTO messages (conversation_id, seq, direction, type, content, status, author_kind, change_id)
    VALUES (v_conversation.id, r_seq - 1, 'event', 'mode_changed', jsonb_build_object('event', 'mode_changed',
      'from', 'transfer', 'to', v_after, 'ruleName', NULL, 'reason', 'pushes_resumed'), 'received', 'system', v_change);
  END IF;

  IF p_wechat_media_id IS NOT NULL OR p_source_url IS NOT NULL THEN
    INSERT INTO media (channel_id, origin, conversation_id, seq, wechat_media_id, wechat_media_at, source_url)
    VALUES (p_channel, 'customer', v_conversation.id, r_seq, p_wechat_media_id, now(), p_source_url) RETURNING id INTO r_media_id;
  END IF;
  INSERT INTO messages (conversation_id, seq, direction, type, content, status, author_kind, occurred_at, media_id, change_id)
  VALUES (v_conversation.id, r_seq, CASE WHEN p_kind = 'message' THEN 'in' ELSE 'event' END::direction,
    p_type, p_content, 'received', 'customer', p_occurred_at, r_media_id, v_change);

  -- Grants never add up: each act sets the full count and the longest time again.
  INSERT INTO reply_grants AS g (conversation_id, kind, "limit", granted_at, expires_at)
  VALUES (v_conversation.id, p_kind::grant_kind, p_grant_limit, now(), now() + make_interval(secs => p_grant_seconds))
  ON CONFLICT (conversation_id, kind) DO UPDATE SET "limit" = EXCLUDED."limit", spent = 0,
    reserved = least(g.reserved, EXCLUDED."limit"), granted_at = EXCLUDED.granted_at, expires_at = EXCLUDED.expires_at;

  UPDATE conversations c SET
    last_seq = r_seq, change_id = v_change, last_activity_at = now(),
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
    last_message_seq = CASE WHEN p_kind = 'message' THEN r_seq ELSE c.last_message_seq END,
    last_message = CASE WHEN p_kind = 'message' THEN jsonb_build_object('text', p_preview, 'type', p_type,
      'direction', 'in', 'authorKind', 'customer', 'status', 'received', 'at', now()) ELSE c.last_message END
  WHERE c.id = v_conversation.id;

  -- What was written while nothing could be sent goes first; in transfer mode the official tool speaks.
  r_released := CASE WHEN v_conversation.held > 0 AND v_conversation.mode <> 'transfer'
    THEN kefu_release_held(v_conversation.id) ELSE 0 END;

  r_duplicate := false;
  r_conversation_id := v_conversation.id;
  r_mode := v_conversation.mode;
  r_status := 'open';
  r_epoch := v_conversation.epoch;
  r_welcomed_at := v_conversation.welcomed_at;
  RETURN NEXT;
END $$;
