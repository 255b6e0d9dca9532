-- The queue that agents with room pull from, who had a conversation last, and what alerts have told already.

ALTER TABLE agents
  -- When a tab of theirs was last seen to be in sight: who looks at the console needs no web push.
  ADD COLUMN visible_at timestamptz(3);

-- auto-assignment: the one ordered queue; conversations_waiting holds also what the bot and colleagues have.
CREATE INDEX conversations_queue ON conversations (waiting_since, id)
  WHERE status = 'open' AND mode = 'agent' AND assignee_id IS NULL AND waiting_since IS NOT NULL;

-- Keys of the desk itself, each made once and sealed with ENCRYPTION_KEY: the VAPID pair of web push.
CREATE TABLE desk_secrets (
  name text PRIMARY KEY,
  value bytea NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now()
);

-- What agents were told of a conversation, so that nothing is told twice, by whichever process.
CREATE TABLE conversation_alerts (
  conversation_id uuid PRIMARY KEY REFERENCES conversations (id) ON DELETE CASCADE ON UPDATE CASCADE,
  -- The newest message of the customer.
  told_seq integer NOT NULL DEFAULT 0,
  -- The assignment, by the epoch it made.
  told_epoch integer NOT NULL DEFAULT 0,
  -- The window that is about to close, by its end; the wait that is too long, by its beginning.
  window_for timestamptz(3),
  sla_for timestamptz(3)
);

-- Whoever writes the assignee: the one before is remembered. One who gave the conversation back to the queue is remembered
-- without a time, and gets it neither by stickiness nor by turn.
CREATE FUNCTION kefu_remember_agent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.last_agent_id := OLD.assignee_id;
  NEW.last_agent_at := CASE WHEN NEW.status = 'open' AND NEW.mode = 'agent' AND NEW.assignee_id IS NULL THEN NULL ELSE now() END;
  RETURN NEW;
END $$;
CREATE TRIGGER conversations_remember_agent BEFORE UPDATE OF assignee_id, status ON conversations FOR EACH ROW
  WHEN (OLD.status = 'open' AND OLD.assignee_id IS NOT NULL
    AND (NEW.assignee_id IS DISTINCT FROM OLD.assignee_id OR NEW.status = 'closed'))
  EXECUTE FUNCTION kefu_remember_agent();

-- Changes who answers, if nothing changed since `p_epoch`, and writes the event rows. Answers the new epoch, or null when somebody was faster.
CREATE OR REPLACE FUNCTION kefu_change_conversation(
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

  -- The bot's own change (a rule that hands over), and the desk's that follows it, let it finish what it had begun to say; a
  -- person's silences it.
  IF p_author_kind IN ('bot', 'system') THEN
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

-- Who may be given a conversation now: online, heard of within p_silent_seconds, with room. Load is counted up to capacity.
CREATE FUNCTION kefu_agents_with_room(p_silent_seconds int)
RETURNS TABLE (r_id uuid, r_name text, r_all_channels boolean, r_capacity int, r_load int, r_assigned_at timestamptz)
LANGUAGE sql STABLE ROWS 20 AS $$
  SELECT a.id, a.name, a.all_channels, a.capacity, l.load, a.assigned_at
  FROM agents a CROSS JOIN LATERAL (SELECT count(*)::int AS load FROM (
    SELECT FROM conversations c WHERE c.assignee_id = a.id AND c.status = 'open' LIMIT a.capacity) AS taken) AS l
  WHERE a.presence = 'online' AND a.disabled_at IS NULL AND a.heartbeat_at > now() - make_interval(secs => p_silent_seconds)
    AND l.load < a.capacity;
$$;

-- Gives the customer who waits longest to an agent with room, where a channel says so: to the one they had within its sticky
-- minutes, else by turn, or to whoever has the most room. Call it until it answers nothing, each time in a transaction of its
-- own. One at a time over all processes: load and turns are read as the one before left them. A conversation that somebody
-- else changes right now is passed over until the next time.
CREATE FUNCTION kefu_assign_next(p_silent_seconds int) RETURNS TABLE (r_conversation_id uuid, r_agent_id uuid)
LANGUAGE plpgsql AS $$
DECLARE
  v_channels text[];
  v_pick record;
BEGIN
  IF NOT EXISTS (SELECT FROM channels h WHERE h.assignment <> 'off' OR h.sticky_minutes IS NOT NULL) THEN RETURN; END IF;
  PERFORM pg_advisory_xact_lock(hashtext('kefu_assign_next'));

  SELECT array_agg(DISTINCT h.id) INTO v_channels FROM kefu_agents_with_room(p_silent_seconds) f
    JOIN channels h ON f.r_all_channels
      OR EXISTS (SELECT FROM agent_channels x WHERE x.agent_id = f.r_id AND x.channel_id = h.id)
    WHERE h.assignment <> 'off' OR h.sticky_minutes IS NOT NULL;
  IF v_channels IS NULL THEN RETURN; END IF;

  WITH free AS MATERIALIZED (SELECT * FROM kefu_agents_with_room(p_silent_seconds))
  SELECT c.id, c.epoch, pick.agent_id, pick.name, pick.sticky INTO v_pick
  FROM conversations c JOIN channels h ON h.id = c.channel_id
  CROSS JOIN LATERAL (
    SELECT f.r_id AS agent_id, f.r_name AS name, s.sticky
    FROM free f CROSS JOIN LATERAL (SELECT coalesce(f.r_id = c.last_agent_id
      AND c.last_agent_at > now() - make_interval(mins => h.sticky_minutes), false) AS sticky) AS s
    WHERE (h.assignment <> 'off' OR s.sticky) AND NOT (c.last_agent_at IS NULL AND f.r_id IS NOT DISTINCT FROM c.last_agent_id)
      AND (f.r_all_channels OR EXISTS (SELECT FROM agent_channels x WHERE x.agent_id = f.r_id AND x.channel_id = c.channel_id))
    ORDER BY s.sticky DESC, CASE WHEN h.assignment = 'least_busy' THEN f.r_load::numeric / f.r_capacity END,
      f.r_assigned_at NULLS FIRST, f.r_id
    LIMIT 1) AS pick
  WHERE c.status = 'open' AND c.mode = 'agent' AND c.assignee_id IS NULL AND c.waiting_since IS NOT NULL
    AND c.channel_id = ANY (v_channels)
    AND (h.assignment <> 'off' OR c.last_agent_at > now() - make_interval(mins => h.sticky_minutes))
    AND NOT coalesce(c.snoozed_until > now() AND c.snoozed_epoch = c.epoch
      AND c.last_customer_message_at <= c.snoozed_at, false)
  ORDER BY c.waiting_since, c.id LIMIT 1
  FOR NO KEY UPDATE OF c SKIP LOCKED;
  IF NOT FOUND THEN RETURN; END IF;

  PERFORM kefu_change_conversation(v_pick.id, v_pick.epoch, 'agent', 'open', v_pick.agent_id,
    jsonb_build_array(jsonb_build_object('event', 'assigned', 'to', v_pick.name, 'self', false, 'auto', true,
      'sticky', v_pick.sticky)), 'system', NULL);
  -- Ever later, also within one millisecond: the order of turns.
  UPDATE agents a SET assigned_at = greatest(clock_timestamp(),
      (SELECT max(b.assigned_at) FROM agents b) + interval '1 millisecond') WHERE a.id = v_pick.agent_id;
  r_conversation_id := v_pick.id;
  r_agent_id := v_pick.agent_id;
  RETURN NEXT;
END $$;
