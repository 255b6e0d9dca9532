-- What a desk of hundreds of thousands of open conversations and customers needs: counts that nobody counts, and a customer
-- search that reads little.

-- Open conversations by channel, mode and assignee, as sums: a change only adds rows, so that no two writers wait for one
-- another; the worker adds them up (kefu_sum_counts).
CREATE TABLE conversation_counts (
  id bigserial PRIMARY KEY,
  channel_id text NOT NULL,
  mode mode NOT NULL,
  assignee_id uuid,
  amount integer NOT NULL
);

INSERT INTO conversation_counts (channel_id, mode, assignee_id, amount)
SELECT channel_id, mode, assignee_id, count(*) FROM conversations WHERE status = 'open' GROUP BY 1, 2, 3;

CREATE FUNCTION kefu_count_conversation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' AND OLD.status = 'open' THEN
    INSERT INTO conversation_counts (channel_id, mode, assignee_id, amount) VALUES (OLD.channel_id, OLD.mode, OLD.assignee_id, -1);
  END IF;
  IF TG_OP <> 'DELETE' AND NEW.status = 'open' THEN
    INSERT INTO conversation_counts (channel_id, mode, assignee_id, amount) VALUES (NEW.channel_id, NEW.mode, NEW.assignee_id, 1);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER conversations_count_new AFTER INSERT ON conversations
  FOR EACH ROW WHEN (NEW.status = 'open') EXECUTE FUNCTION kefu_count_conversation();
CREATE TRIGGER conversations_count_gone AFTER DELETE ON conversations
  FOR EACH ROW WHEN (OLD.status = 'open') EXECUTE FUNCTION kefu_count_conversation();
-- The push door writes these columns with every message and seldom changes them.
CREATE TRIGGER conversations_count_changed AFTER UPDATE OF status, mode, assignee_id, channel_id ON conversations
  FOR EACH ROW WHEN ((OLD.status, OLD.mode, OLD.assignee_id, OLD.channel_id)
    IS DISTINCT FROM (NEW.status, NEW.mode, NEW.assignee_id, NEW.channel_id))
  EXECUTE FUNCTION kefu_count_conversation();

CREATE FUNCTION kefu_forget_counts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM conversation_counts;
  RETURN NULL;
END $$;
CREATE TRIGGER conversations_count_none AFTER TRUNCATE ON conversations
  FOR EACH STATEMENT EXECUTE FUNCTION kefu_forget_counts();

-- Puts one row in the place of many, in one statement: whoever reads meanwhile sees either.
CREATE FUNCTION kefu_sum_counts() RETURNS void LANGUAGE sql AS $$
  WITH gone AS (DELETE FROM conversation_counts RETURNING *)
  INSERT INTO conversation_counts (channel_id, mode, assignee_id, amount)
  SELECT channel_id, mode, assignee_id, sum(amount) FROM gone GROUP BY 1, 2, 3 HAVING sum(amount) <> 0;
$$;

-- Customers in slices of the ninety days in which they came first, asked from the newest on as the messages are.
DROP INDEX customers_search;
DROP FUNCTION kefu_customer_keys;

CREATE FUNCTION kefu_customer_slice(p_first_seen_at timestamptz) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT floor(extract(epoch FROM p_first_seen_at) / 7776000)::bigint;
$$;

CREATE FUNCTION kefu_customer_keys(p_first_seen_at timestamptz, p_external_id text, p_name text, p_alias text, p_attributes jsonb)
RETURNS tsvector LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE COST 1000 AS $$
DECLARE
  v_prefix text := public.kefu_customer_slice(p_first_seen_at)::text || ':';
BEGIN
  RETURN public.kefu_keys(public.kefu_customer_words(p_external_id, p_name, p_alias, p_attributes), v_prefix)
    || array_to_tsvector(array_remove(
      string_to_array(public.kefu_trigrams(lower(p_external_id), v_prefix || '@'), ' '), ''));
END $$;

-- search: customers by name, alias, attributes, and by any four characters of the openid.
CREATE INDEX customers_search ON customers USING gin (kefu_customer_keys(first_seen_at, external_id, name, alias, attributes));
-- search: when the first and the last customer came.
CREATE INDEX customers_first_seen ON customers (first_seen_at);

-- 4: the openid begins with p_openid (lower case); 3: it holds it; else as kefu_match says of names and attributes.
CREATE FUNCTION kefu_match_customer(p_customer customers, p_words text[], p_openid text) RETURNS int
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE COST 1000 AS $$
DECLARE
  v_place int := strpos(lower(p_customer.external_id), p_openid);
BEGIN
  IF v_place > 0 THEN RETURN CASE WHEN v_place = 1 THEN 4 ELSE 3 END; END IF;
  RETURN kefu_match(kefu_customer_words(p_customer.external_id, p_customer.name, p_customer.alias, p_customer.attributes), p_words);
END $$;

-- Customers by words or by a part of the openid (null when the query cannot be one): best match first (kefu_match_customer), those who
-- came last first among equals, on from the place (p_match, p_at, p_id). Slices, p_limit and p_max_ms are as in kefu_search_messages;
-- the row without a customer names the instant from which to go on.
CREATE FUNCTION kefu_search_customers(p_words text[], p_openid text, p_channels text[], p_match int, p_at timestamptz, p_id uuid,
  p_limit int, p_max_ms int)
RETURNS TABLE (r_id uuid, r_match int, r_at timestamptz)
LANGUAGE plpgsql STABLE ROWS 20 SET jit = off AS $$
DECLARE
  v_deadline timestamptz := clock_timestamp() + make_interval(secs => p_max_ms / 1000.0);
  v_words text[] := kefu_query_words(p_words);
  v_newest bigint := kefu_customer_slice((SELECT max(first_seen_at) FROM customers));
  v_oldest bigint := kefu_customer_slice((SELECT min(first_seen_at) FROM customers));
  v_openid_keys text := (SELECT string_agg('''' || chr(1) || '@' || substr(p_openid, n, 3) || '''', ' & ')
    FROM generate_series(1, length(p_openid) - 2) n);
  v_match int := p_match;
  v_at timestamptz := p_at;
  v_id uuid := p_id;
  v_slice bigint;
  v_low bigint;
  v_span int;
  v_query tsquery;
  v_ids uuid[];
  v_candidates int;
  v_found int := 0;
BEGIN
  IF p_openid IS NULL THEN v_match := least(v_match, 2); END IF;
  WHILE v_match > 0 LOOP
    -- Without an id the place is where a slice begins, and that slice was read.
    v_slice := least(v_newest, kefu_customer_slice(v_at) - CASE WHEN v_id IS NULL THEN 1 ELSE 0 END);
    v_span := 1;
    WHILE v_slice >= v_oldest AND NOT (v_match = 1 AND cardinality(v_words) = 1) LOOP
      v_low := greatest(v_slice - v_span + 1, v_oldest);
      v_query := (SELECT string_agg('(' || replace(
          CASE WHEN v_match > 2 THEN v_openid_keys ELSE kefu_key_query(v_words, false) END, chr(1), s || ':') || ')', ' | ')
        FROM generate_series(v_low, v_slice) s)::tsquery;
      WITH candidate AS MATERIALIZED (
        SELECT u AS customer, u.id, u.first_seen_at FROM customers u
        WHERE kefu_customer_keys(u.first_seen_at, u.external_id, u.name, u.alias, u.attributes) @@ v_query
          AND (p_channels IS NULL OR u.channel_id = ANY (p_channels))
      ), hit AS (
        SELECT c.id, c.first_seen_at FROM (SELECT * FROM candidate ORDER BY first_seen_at DESC, id DESC OFFSET 0) c
        WHERE (v_at IS NULL OR v_id IS NULL OR (c.first_seen_at, c.id) < (v_at, v_id)) AND kefu_match_customer(c.customer, v_words, p_openid) = v_match
        LIMIT p_limit - v_found
      )
      SELECT array_agg(h.id ORDER BY h.first_seen_at DESC, h.id DESC), (SELECT count(*) FROM candidate)
        INTO v_ids, v_candidates FROM hit h;
      RETURN QUERY SELECT i.id, v_match, NULL::timestamptz FROM unnest(v_ids) i(id);
      v_found := v_found + coalesce(cardinality(v_ids), 0);
      IF v_found >= p_limit THEN RETURN; END IF;
      IF clock_timestamp() > v_deadline AND v_low > v_oldest THEN
        RETURN QUERY SELECT NULL::uuid, v_match, to_timestamp(v_low * 7776000);
        RETURN;
      END IF;
      v_span := CASE WHEN v_candidates < 200 THEN least(v_span * 4, 64) ELSE 1 END;
      v_slice := v_low - 1;
    END LOOP;
    v_match := v_match - 1;
    v_at := NULL;
  END LOOP;
END $$;
