-- Gives the customer who waits longest to an agent with room, where a channel says so: to the one they had within its sticky
-- minutes, else by turn, or to whoever has the most room. Call it until it answers nothing, each time in a transaction of its
-- own. One at a time over all processes: load and turns are read as the one before left them. A conversation that somebody
-- else changes right now is passed over until the next time.
CREATE OR REPLACE FUNCTION kefu_assign_next(p_silent_seconds int) RETURNS TABLE (r_conversation_id uuid, r_agent_id uuid)
LANGUAGE plpgsql AS $$
DECLARE
  v_agents uuid[];
  v_loads int[];
  v_channels text[];
  v_pick record;
BEGIN
  IF NOT EXISTS (SELECT FROM channels h WHERE h.assignment <> 'off' OR h.sticky_minutes IS NOT NULL) THEN RETURN; END IF;
  PERFORM pg_advisory_xact_lock(hashtext('kefu_assign_next'));

  -- Counted once: the load of all who are online is the dear part.
  SELECT array_agg(f.r_id), array_agg(f.r_load) INTO v_agents, v_loads FROM kefu_agents_with_room(p_silent_seconds) f;
  IF v_agents IS NULL THEN RETURN; END IF;
  SELECT array_agg(h.id) INTO v_channels FROM channels h
    WHERE (h.assignment <> 'off' OR h.sticky_minutes IS NOT NULL) AND EXISTS (SELECT FROM agents a WHERE a.id = ANY (v_agents)
      AND (a.all_channels OR EXISTS (SELECT FROM agent_channels x WHERE x.agent_id = a.id AND x.channel_id = h.id)));
  IF v_channels IS NULL THEN RETURN; END IF;

  WITH free AS MATERIALIZED (
    SELECT a.id AS r_id, a.name AS r_name, a.all_channels AS r_all_channels, a.capacity AS r_capacity, f.load AS r_load,
      a.assigned_at AS r_assigned_at
    FROM unnest(v_agents, v_loads) AS f(id, load) JOIN agents a ON a.id = f.id)
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
    -- Put away until later, as in lib/conversations/item.ts.
    AND (c.snoozed_until > now() AND c.snoozed_epoch = c.epoch
      AND c.snoozed_after = coalesce(c.last_customer_message_at, c.created_at)) IS NOT TRUE
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
