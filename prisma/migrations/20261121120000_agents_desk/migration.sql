-- What the desk knows beside conversations: tags, quick replies, saved filters, notes on customers, presence, assignment.

CREATE TYPE presence AS ENUM ('online', 'away', 'offline');
CREATE TYPE assignment AS ENUM ('off', 'round_robin', 'least_busy');

ALTER TABLE agents
  -- Conversations at once that auto-assignment may give.
  ADD COLUMN capacity integer NOT NULL DEFAULT 8,
  -- What the agent chose; offline follows from a missing heartbeat.
  ADD COLUMN presence presence NOT NULL DEFAULT 'offline',
  ADD COLUMN heartbeat_at timestamptz(3),
  -- Round robin: who had one last goes last.
  ADD COLUMN assigned_at timestamptz(3),
  -- lib/auth/preferences: language, theme, keys, alerts.
  ADD COLUMN preferences jsonb NOT NULL DEFAULT '{}',
  ADD CONSTRAINT agents_capacity CHECK (capacity BETWEEN 0 AND 500);

ALTER TABLE channels
  ADD COLUMN assignment assignment NOT NULL DEFAULT 'off',
  -- A customer who comes back within so long goes to the agent they had; null: never.
  ADD COLUMN sticky_minutes integer,
  -- First answer to a waiting customer within so long.
  ADD COLUMN sla_minutes integer NOT NULL DEFAULT 10,
  -- Which fields of session_from become attributes: lib/customers/schema.ts.
  ADD COLUMN session_mapping jsonb NOT NULL DEFAULT '[]',
  ADD CONSTRAINT channels_sticky CHECK (sticky_minutes BETWEEN 1 AND 43200),
  ADD CONSTRAINT channels_sla CHECK (sla_minutes BETWEEN 1 AND 1440);

ALTER TABLE conversations
  -- Who had it before it was closed or given back: the sticky agent.
  ADD COLUMN last_agent_id uuid REFERENCES agents (id) ON DELETE SET NULL ON UPDATE CASCADE,
  ADD COLUMN last_agent_at timestamptz(3),
  -- Not shown in the queue before this instant (remind later).
  ADD COLUMN snoozed_until timestamptz(3),
  -- Who holds it open right now is presence, not data: conversation_viewers.
  ADD COLUMN failed_sends integer NOT NULL DEFAULT 0;

-- list: views by tag.
CREATE INDEX conversations_tags ON conversations USING gin (tags);
-- list: who waits longest, who dies first; auto-assignment: the one ordered queue.
CREATE INDEX conversations_waiting ON conversations (waiting_since, id) WHERE waiting_since IS NOT NULL AND status = 'open';

ALTER TABLE customers ADD COLUMN attributes jsonb NOT NULL DEFAULT '{}';
-- customer: the same person in other channels.
CREATE INDEX customers_union ON customers (union_id) WHERE union_id IS NOT NULL;

CREATE TABLE tags (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  name text NOT NULL UNIQUE,
  -- One of the tokens of the design: neutral, accent, bot, xfer, warn, danger.
  color text NOT NULL DEFAULT 'neutral',
  created_at timestamptz(3) NOT NULL DEFAULT now()
);

CREATE TABLE quick_replies (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  -- Null: every channel.
  channel_id text REFERENCES channels (id) ON DELETE CASCADE ON UPDATE CASCADE,
  -- Null: everybody's.
  agent_id uuid REFERENCES agents (id) ON DELETE CASCADE ON UPDATE CASCADE,
  group_name text NOT NULL DEFAULT '',
  title text NOT NULL,
  shortcut text NOT NULL DEFAULT '',
  text text NOT NULL,
  -- A card instead of a text.
  card_id uuid REFERENCES cards (id) ON DELETE CASCADE ON UPDATE CASCADE,
  used_count integer NOT NULL DEFAULT 0,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  updated_at timestamptz(3) NOT NULL DEFAULT now()
);
-- quick replies: those of everybody and one's own, by group.
CREATE INDEX quick_replies_list ON quick_replies (agent_id, group_name, title);

CREATE TABLE saved_filters (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  agent_id uuid NOT NULL REFERENCES agents (id) ON DELETE CASCADE ON UPDATE CASCADE,
  name text NOT NULL,
  -- {view, channel, tag, q, sort}: lib/conversations/schema.ts
  filter jsonb NOT NULL,
  position integer NOT NULL DEFAULT 0,
  created_at timestamptz(3) NOT NULL DEFAULT now()
);
-- views: my saved filters in order.
CREATE INDEX saved_filters_of_agent ON saved_filters (agent_id, position);

CREATE TABLE customer_notes (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  customer_id uuid NOT NULL REFERENCES customers (id) ON DELETE CASCADE ON UPDATE CASCADE,
  agent_id uuid REFERENCES agents (id) ON DELETE SET NULL ON UPDATE CASCADE,
  text text NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now()
);
-- customer: notes, newest first.
CREATE INDEX customer_notes_of_customer ON customer_notes (customer_id, created_at DESC);

-- Who has a conversation on screen, and who writes in it: rows that nobody renews are stale after seconds.
CREATE UNLOGGED TABLE conversation_viewers (
  conversation_id uuid NOT NULL REFERENCES conversations (id) ON DELETE CASCADE ON UPDATE CASCADE,
  agent_id uuid NOT NULL REFERENCES agents (id) ON DELETE CASCADE ON UPDATE CASCADE,
  seen_at timestamptz(3) NOT NULL DEFAULT now(),
  typing_at timestamptz(3),
  PRIMARY KEY (conversation_id, agent_id)
);

CREATE TABLE mentions (
  id bigserial PRIMARY KEY,
  agent_id uuid NOT NULL REFERENCES agents (id) ON DELETE CASCADE ON UPDATE CASCADE,
  conversation_id uuid NOT NULL REFERENCES conversations (id) ON DELETE CASCADE ON UPDATE CASCADE,
  message_id bigint NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  seen_at timestamptz(3)
);
-- mentions: what an agent has not seen.
CREATE INDEX mentions_unseen ON mentions (agent_id, id) WHERE seen_at IS NULL;

CREATE TABLE push_subscriptions (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  agent_id uuid NOT NULL REFERENCES agents (id) ON DELETE CASCADE ON UPDATE CASCADE,
  endpoint text NOT NULL UNIQUE,
  -- Encrypted with ENCRYPTION_KEY: {p256dh, auth}.
  keys bytea NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  failed_at timestamptz(3)
);
-- alerts: where an agent is told.
CREATE INDEX push_subscriptions_of_agent ON push_subscriptions (agent_id);
