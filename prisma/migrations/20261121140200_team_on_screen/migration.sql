-- What a colleague types, for the customer or for colleagues.
ALTER TABLE "conversation_viewers" ADD COLUMN "typing_note" BOOLEAN NOT NULL DEFAULT false;

-- From then on an agent counts as away, whatever they chose: nobody has touched their console since long before.
ALTER TABLE "agents" ADD COLUMN "idle_from" TIMESTAMPTZ(3);

-- As it was, and without those who count as away.
CREATE OR REPLACE FUNCTION kefu_agents_with_room(p_silent_seconds int)
RETURNS TABLE (r_id uuid, r_name text, r_all_channels boolean, r_capacity int, r_load int, r_assigned_at timestamptz)
LANGUAGE sql STABLE ROWS 20 AS $$
  SELECT a.id, a.name, a.all_channels, a.capacity, l.load, a.assigned_at
  FROM agents a CROSS JOIN LATERAL (SELECT count(*)::int AS load FROM (
    SELECT FROM conversations c WHERE c.assignee_id = a.id AND c.status = 'open' LIMIT a.capacity) AS taken) AS l
  WHERE a.presence = 'online' AND a.disabled_at IS NULL AND a.heartbeat_at > now() - make_interval(secs => p_silent_seconds)
    AND (a.idle_from > now()) IS NOT FALSE AND l.load < a.capacity;
$$;
