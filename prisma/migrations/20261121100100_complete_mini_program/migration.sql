-- Media with bytes, cards, held messages, channel settings and alarms, erase tasks.

CREATE TYPE hosting AS ENUM ('url', 'cloudrun');
CREATE TYPE media_origin AS ENUM ('customer', 'agent');
CREATE TYPE card_type AS ENUM ('miniprogrampage', 'link');

ALTER TABLE channels
  ADD COLUMN hosting hosting NOT NULL DEFAULT 'url',
  ADD COLUMN freshness_seconds integer,
  ADD COLUMN relay_url text,
  ADD COLUMN after_transfer mode NOT NULL DEFAULT 'transfer',
  ADD COLUMN transfer_lapse_minutes integer,
  ADD COLUMN watch_source_ips boolean NOT NULL DEFAULT false,
  ADD COLUMN callback_ips text[],
  ADD COLUMN callback_ips_at timestamptz(3),
  ADD COLUMN paused_until timestamptz(3),
  ADD COLUMN typing_off_at timestamptz(3),
  ADD CONSTRAINT channels_freshness CHECK (freshness_seconds BETWEEN 1 AND 86400),
  ADD CONSTRAINT channels_transfer_lapse CHECK (transfer_lapse_minutes BETWEEN 1 AND 43200);

ALTER TABLE access_tokens
  ADD COLUMN forced_at timestamptz(3),
  ADD COLUMN forced_count integer NOT NULL DEFAULT 0;

ALTER TABLE conversations
  ADD COLUMN held integer NOT NULL DEFAULT 0,
  ADD COLUMN last_transfer_at timestamptz(3),
  ADD COLUMN typing_at timestamptz(3),
  ADD CONSTRAINT conversations_held CHECK (held >= 0);

ALTER TABLE push_receipts ADD COLUMN relayed bytea;

ALTER TABLE media
  ADD COLUMN origin media_origin NOT NULL DEFAULT 'customer',
  ADD COLUMN store text,
  ADD COLUMN mime text,
  ADD COLUMN size_bytes integer,
  ADD COLUMN width integer,
  ADD COLUMN height integer,
  ADD COLUMN has_thumbnail boolean NOT NULL DEFAULT false,
  ADD COLUMN name text,
  ADD COLUMN wechat_media_at timestamptz(3),
  ADD COLUMN attempts integer NOT NULL DEFAULT 0,
  ADD COLUMN next_attempt_at timestamptz(3) NOT NULL DEFAULT now(),
  ADD COLUMN failure text,
  ADD COLUMN agent_id uuid REFERENCES agents (id) ON DELETE SET NULL ON UPDATE CASCADE,
  ALTER COLUMN conversation_id DROP NOT NULL,
  ALTER COLUMN seq DROP NOT NULL,
  ALTER COLUMN wechat_media_id DROP NOT NULL,
  ALTER COLUMN source_url DROP NOT NULL,
  ADD CONSTRAINT media_ready_has_bytes CHECK (status <> 'ready' OR (store IS NOT NULL AND mime IS NOT NULL AND size_bytes > 0)),
  ADD CONSTRAINT media_of_customer_has_source CHECK (origin <> 'customer' OR wechat_media_id IS NOT NULL OR source_url IS NOT NULL);
ALTER TABLE media ALTER COLUMN origin DROP DEFAULT;
-- fetch and sweep: pictures of customers that have no bytes yet.
CREATE INDEX media_pending ON media (next_attempt_at) WHERE status = 'pending';

CREATE TABLE media_blobs (
  key text PRIMARY KEY,
  bytes bytea NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now()
);
-- Pictures are compressed already.
ALTER TABLE media_blobs ALTER COLUMN bytes SET STORAGE EXTERNAL;

ALTER TABLE messages ADD COLUMN media_id uuid REFERENCES media (id);
UPDATE messages m SET media_id = x.id FROM media x WHERE x.conversation_id = m.conversation_id AND x.seq = m.seq;
-- media: the messages that show a picture.
CREATE INDEX messages_of_media ON messages (media_id) WHERE media_id IS NOT NULL;
-- held: what waits for the customer's next act.
CREATE INDEX messages_held ON messages (conversation_id, seq) WHERE status = 'held';

CREATE TABLE cards (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  channel_id text NOT NULL REFERENCES channels (id) ON DELETE CASCADE ON UPDATE CASCADE,
  type card_type NOT NULL,
  name text NOT NULL,
  group_name text NOT NULL DEFAULT '',
  title text NOT NULL,
  pagepath text,
  description text,
  url text,
  thumb_url text,
  media_id uuid REFERENCES media (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  used_at timestamptz(3),
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  updated_at timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT cards_complete CHECK (
    (type = 'miniprogrampage' AND pagepath IS NOT NULL AND media_id IS NOT NULL)
    OR (type = 'link' AND description IS NOT NULL AND url IS NOT NULL AND thumb_url IS NOT NULL))
);
-- cards: the library of a channel.
CREATE INDEX cards_of_channel ON cards (channel_id, type, name);

CREATE TABLE channel_alarms (
  id bigserial PRIMARY KEY,
  channel_id text NOT NULL REFERENCES channels (id) ON DELETE CASCADE ON UPDATE CASCADE,
  kind text NOT NULL,
  errcode integer,
  details jsonb NOT NULL DEFAULT '{}',
  count integer NOT NULL DEFAULT 1,
  raised_at timestamptz(3) NOT NULL DEFAULT now(),
  last_seen_at timestamptz(3) NOT NULL DEFAULT now(),
  healed_at timestamptz(3)
);
-- alarms: one open alarm a kind.
CREATE UNIQUE INDEX channel_alarms_open ON channel_alarms (channel_id, kind) WHERE healed_at IS NULL;

CREATE TABLE erase_tasks (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  channel_id text NOT NULL REFERENCES channels (id) ON DELETE CASCADE ON UPDATE CASCADE,
  external_id text NOT NULL,
  event text NOT NULL,
  asked_at timestamptz(3) NOT NULL DEFAULT now(),
  done_at timestamptz(3),
  done_by_id uuid REFERENCES agents (id) ON DELETE SET NULL ON UPDATE CASCADE
);
-- erase: one open task a customer.
CREATE UNIQUE INDEX erase_tasks_open ON erase_tasks (channel_id, external_id) WHERE done_at IS NULL;

-- A held reply waits for a grant; when one opens it is queued, and until then it may be withdrawn.
CREATE OR REPLACE FUNCTION kefu_guard_message_status() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status = NEW.status
    OR (OLD.status = 'held' AND NEW.status IN ('queued', 'cancelled'))
    OR (OLD.status = 'queued' AND NEW.status IN ('sending', 'failed', 'cancelled'))
    OR (OLD.status = 'sending' AND NEW.status IN ('accepted', 'failed', 'unknown', 'queued'))
    OR (OLD.status = 'unknown' AND NEW.status IN ('accepted', 'failed'))
  THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'message status % cannot become %', OLD.status, NEW.status USING ERRCODE = 'check_violation';
END $$;
