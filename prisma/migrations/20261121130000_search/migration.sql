-- Search over all history without an extension: keys of one and two characters in GIN indexes.
--
-- Keys of a text: the two characters at each place (at the last place: one), every Latin word, and the three characters at each
-- place of a word with a digit in it, so that a part of an order number is found. One character, and the beginning of a word,
-- are found as prefixes of keys. A message's keys begin with its slice, the upper bits of its id: the newest slices are asked
-- first, so that a frequent word costs no more than a rare one, and what is being written touches few pages of the index.
-- Names are qualified because Postgres 17 builds indexes with an empty search path.

-- One form for full and half width, upper and lower case.
CREATE FUNCTION kefu_fold(p_text text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT lower(normalize(p_text, NFKC));
$$;

-- A folded text without what stands between words: controls, spaces, ASCII and general and CJK punctuation.
-- The same characters part the words of a query, in lib/search/words.ts.
CREATE FUNCTION kefu_bare(p_folded text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT regexp_replace(p_folded,
    '[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00bf\u00d7\u00f7\u2000-\u206f\u2e00-\u2e7f\u3000-\u3004\u3006\u3008-\u303f\u30fb\ufe00-\ufe6f]+',
    '', 'g');
$$;

-- The three characters at each place of each word of p_words, each behind p_prefix, and shorter rests.
CREATE FUNCTION kefu_trigrams(p_words text, p_prefix text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT regexp_replace(p_words, '[^ ]{1,3}', p_prefix || '\& ', 'g')
    || regexp_replace(regexp_replace(p_words, '(^| )[^ ]', ' ', 'g'), '[^ ]{1,3}', p_prefix || '\& ', 'g')
    || regexp_replace(regexp_replace(p_words, '(^| )[^ ]{2}', ' ', 'g'), '[^ ]{1,3}', p_prefix || '\& ', 'g');
$$;

-- The keys of a text, each behind p_prefix.
CREATE FUNCTION kefu_keys(p_text text, p_prefix text) RETURNS tsvector
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 1000 AS $$
DECLARE
  v_folded text := lower(normalize(p_text, NFKC));
  -- What is no Latin word, without the signs between words; a Latin word is a gap in it.
  v_signs text := regexp_replace(public.kefu_bare(v_folded), '[0-9a-z\u00c0-\u024f\u1e00-\u1eff]+', ' ', 'g');
  v_words text;
  v_keys text := regexp_replace(v_signs, '[^ ]{1,2}', p_prefix || '\& ', 'g')
    || regexp_replace(regexp_replace(v_signs, '(^| )[^ ]', ' ', 'g'), '[^ ]{1,2}', p_prefix || '\& ', 'g');
BEGIN
  IF strpos(v_signs, ' ') > 0 THEN
    v_words := regexp_replace(v_folded, '[^0-9a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff]+', ' ', 'g');
    v_keys := v_keys || regexp_replace(v_words, '([^ ]{1,40})[^ ]*', p_prefix || '\1 ', 'g');
    IF v_words ~ '[0-9]' THEN
      v_keys := v_keys || public.kefu_trigrams(
        regexp_replace(v_words, '(^| )([^0-9 ]+|[^ ]{1,2})(?= |$)', ' ', 'g'), p_prefix || '#');
    END IF;
  END IF;
  RETURN array_to_tsvector(array_remove(string_to_array(v_keys, ' '), ''));
END $$;

-- What of a message is searched.
CREATE FUNCTION kefu_words_of(p_content jsonb) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce(p_content ->> 'text', '') || coalesce(' ' || (p_content ->> 'title'), '')
    || coalesce(' ' || (p_content ->> 'description'), '') || coalesce(' ' || (p_content ->> 'name'), '');
$$;

-- Notes are a world of their own: their keys begin with an n.
CREATE FUNCTION kefu_message_keys(p_id bigint, p_direction direction, p_content jsonb) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 1000 AS $$
  SELECT public.kefu_keys(public.kefu_words_of(p_content),
    CASE WHEN p_direction = 'note' THEN 'n' ELSE '' END || (p_id >> 15)::text || ':');
$$;

-- search: messages and internal notes. Writers only append to its pending list; the worker sorts that in every few seconds
-- (lib/search/tend-index.ts), and the limit keeps them from having to do so themselves.
CREATE INDEX messages_search ON messages USING gin (kefu_message_keys(id, direction, content))
  WITH (fastupdate = on, gin_pending_list_limit = 16384) WHERE direction <> 'event' AND type <> 'image';

-- search: notes on customers.
CREATE INDEX customer_notes_search ON customer_notes USING gin (kefu_keys(text, ''));

-- What a customer is called and what is known of them; without a name the four characters that the screen shows.
CREATE FUNCTION kefu_customer_words(p_external_id text, p_name text, p_alias text, p_attributes jsonb) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
  RETURN coalesce(p_alias, '') || ' ' || coalesce(p_name, '')
    || CASE WHEN p_alias IS NULL AND p_name IS NULL
      THEN right(regexp_replace(p_external_id, '[^A-Za-z0-9]', '', 'g'), 4) ELSE '' END
    || CASE WHEN p_attributes <> '{}' AND jsonb_typeof(p_attributes) = 'object'
      THEN (SELECT coalesce(string_agg(' ' || a.value, '' ORDER BY a.key), '') FROM jsonb_each_text(p_attributes) a)
      ELSE '' END;
END $$;

CREATE FUNCTION kefu_customer_keys(p_external_id text, p_name text, p_alias text, p_attributes jsonb) RETURNS tsvector
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE COST 1000 AS $$
BEGIN
  RETURN public.kefu_keys(public.kefu_customer_words(p_external_id, p_name, p_alias, p_attributes), '')
    || array_to_tsvector(array_remove(string_to_array(public.kefu_trigrams(lower(p_external_id), '@'), ' '), ''));
END $$;

-- search: customers by name, alias, attributes, and by any four characters of the openid.
CREATE INDEX customers_search ON customers USING gin (kefu_customer_keys(external_id, name, alias, attributes));

-- The words of a query as texts are folded.
CREATE FUNCTION kefu_query_words(p_words text[]) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT ARRAY(SELECT b.bare FROM unnest(p_words) WITH ORDINALITY w(word, n), kefu_bare(kefu_fold(w.word)) AS b(bare)
    WHERE b.bare <> '' ORDER BY w.n);
$$;

-- The keys that a text with all these words has, as a tsquery whose keys stand behind chr(1) in place of their prefix; with
-- p_phrase also those where one word meets the next. The words are those of kefu_query_words: nothing in them needs quotes.
CREATE FUNCTION kefu_key_query(p_words text[], p_phrase boolean) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  WITH run AS (
    SELECT r.run[1] AS run, r.run[1] ~ '[0-9a-z\u00c0-\u024f\u1e00-\u1eff]' AS latin,
      r.run[1] ~ '[0-9]' AND length(r.run[1]) > 2 AS number
    FROM unnest(p_words) w(word),
      regexp_matches(w.word, '[0-9a-z\u00c0-\u024f\u1e00-\u1eff]+|[^0-9a-z\u00c0-\u024f\u1e00-\u1eff]+', 'g') AS r(run)
  ), key AS (
    SELECT left(run, 40) || ''':*' AS key FROM run WHERE latin AND NOT number OR length(run) = 1
    UNION SELECT '#' || substr(run, n, 3) || '''' FROM run, generate_series(1, length(run) - 2) n WHERE number
    UNION SELECT substr(run, n, 2) || '''' FROM run, generate_series(1, length(run) - 1) n WHERE NOT latin
    UNION SELECT right(p_words[n], 1) || left(p_words[n + 1], 1) || ''''
      FROM generate_series(1, cardinality(p_words) - 1) n
      WHERE p_phrase AND right(p_words[n], 1) || left(p_words[n + 1], 1) ~ '^[^0-9a-z\u00c0-\u024f\u1e00-\u1eff]{2}$'
  )
  SELECT string_agg('''' || chr(1) || key, ' & ') FROM key;
$$;

-- 2: the words stand in the text one after another, nothing but signs between them; 1: all stand in it somewhere; 0: not so.
CREATE FUNCTION kefu_match(p_text text, p_words text[]) RETURNS int LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE COST 500 AS $$
DECLARE
  v_folded text := kefu_fold(p_text);
  v_word text;
BEGIN
  FOREACH v_word IN ARRAY p_words LOOP
    IF strpos(v_folded, v_word) = 0 THEN RETURN 0; END IF;
  END LOOP;
  IF cardinality(p_words) = 1 OR strpos(kefu_bare(v_folded), array_to_string(p_words, '')) > 0 THEN RETURN 2; END IF;
  RETURN 1;
END $$;

-- Messages (or notes) with all words: first those that have them as a phrase, then the others, each newest first, on from the
-- place (p_match, p_before). Asks the slices from the newest on and stops with p_limit hits, so that a frequent word reads
-- little; while there are few, more and more slices at once, so that a rare word asks seldom. After p_max_ms it stops too: a
-- last row, without a message, says from where to go on.
CREATE FUNCTION kefu_search_messages(p_words text[], p_notes boolean, p_channels text[], p_match int, p_before bigint,
  p_limit int, p_max_ms int)
RETURNS TABLE (r_id bigint, r_created_at timestamptz, r_match int, r_before bigint)
LANGUAGE plpgsql STABLE ROWS 20 SET jit = off AS $$
DECLARE
  v_deadline timestamptz := clock_timestamp() + make_interval(secs => p_max_ms / 1000.0);
  v_words text[] := kefu_query_words(p_words);
  v_has_phrases boolean := cardinality(v_words) > 1;
  v_newest bigint := (SELECT max(id) FROM messages);
  v_oldest_slice bigint := (SELECT min(id) FROM messages) >> 15;
  v_match int := CASE WHEN v_has_phrases THEN p_match ELSE 2 END;
  v_before bigint := p_before;
  v_slice bigint;
  v_low bigint;
  v_span int;
  v_keys text;
  v_query tsquery;
  v_ids bigint[];
  v_ats timestamptz[];
  v_candidates int;
  v_found int := 0;
BEGIN
  LOOP
    v_keys := kefu_key_query(v_words, v_match = 2);
    v_slice := least(v_newest, v_before - 1) >> 15;
    v_span := 1;
    WHILE v_slice >= v_oldest_slice LOOP
      v_low := greatest(v_slice - v_span + 1, v_oldest_slice);
      v_query := (SELECT string_agg(
          '(' || replace(v_keys, chr(1), CASE WHEN p_notes THEN 'n' ELSE '' END || s || ':') || ')', ' | ')
        FROM generate_series(v_low, v_slice) s)::tsquery;
      WITH candidate AS MATERIALIZED (
        SELECT m.id, m.created_at, m.conversation_id, m.content FROM messages m
        WHERE m.direction <> 'event' AND m.type <> 'image' AND kefu_message_keys(m.id, m.direction, m.content) @@ v_query
      ), hit AS (
        SELECT c.id, c.created_at FROM (SELECT * FROM candidate ORDER BY id DESC OFFSET 0) c
        WHERE c.id < v_before AND kefu_match(kefu_words_of(c.content), v_words) = v_match
          AND (p_channels IS NULL
            OR (SELECT v.channel_id FROM conversations v WHERE v.id = c.conversation_id) = ANY (p_channels))
        LIMIT p_limit - v_found
      )
      SELECT array_agg(h.id ORDER BY h.id DESC), array_agg(h.created_at ORDER BY h.id DESC), (SELECT count(*) FROM candidate)
        INTO v_ids, v_ats, v_candidates FROM hit h;
      RETURN QUERY SELECT i.id, i.at, v_match, NULL::bigint FROM unnest(v_ids, v_ats) i(id, at);
      v_found := v_found + coalesce(cardinality(v_ids), 0);
      IF v_found >= p_limit THEN RETURN; END IF;
      IF clock_timestamp() > v_deadline AND v_low > v_oldest_slice THEN
        RETURN QUERY SELECT NULL::bigint, NULL::timestamptz, v_match, v_low << 15;
        RETURN;
      END IF;
      v_span := CASE WHEN v_candidates < 200 THEN least(v_span * 4, 64) ELSE 1 END;
      v_slice := v_low - 1;
    END LOOP;
    IF v_match = 1 OR NOT v_has_phrases THEN RETURN; END IF;
    v_match := 1;
    v_before := 9223372036854775807;
  END LOOP;
END $$;
