-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "agent_role" AS ENUM ('admin', 'supervisor', 'agent');

-- CreateEnum
CREATE TYPE "channel_kind" AS ENUM ('miniprogram', 'kf');

-- CreateEnum
CREATE TYPE "encryption" AS ENUM ('plain', 'compat', 'safe');

-- CreateEnum
CREATE TYPE "wire_format" AS ENUM ('xml', 'json');

-- CreateEnum
CREATE TYPE "mode" AS ENUM ('bot', 'agent', 'transfer');

-- CreateEnum
CREATE TYPE "conversation_status" AS ENUM ('open', 'closed');

-- CreateEnum
CREATE TYPE "direction" AS ENUM ('in', 'out', 'note', 'event');

-- CreateEnum
CREATE TYPE "author_kind" AS ENUM ('customer', 'agent', 'bot', 'system');

-- CreateEnum
CREATE TYPE "message_status" AS ENUM ('received', 'queued', 'sending', 'accepted', 'failed', 'unknown', 'cancelled');

-- CreateEnum
CREATE TYPE "grant_kind" AS ENUM ('message', 'enter');

-- CreateEnum
CREATE TYPE "push_answer" AS ENUM ('success', 'transfer');

-- CreateEnum
CREATE TYPE "media_status" AS ENUM ('pending', 'ready', 'failed');

-- CreateTable
CREATE TABLE "agents" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" "agent_role" NOT NULL,
    "password_hash" TEXT NOT NULL,
    "all_channels" BOOLEAN NOT NULL DEFAULT true,
    "session_version" INTEGER NOT NULL DEFAULT 1,
    "disabled_at" TIMESTAMPTZ(3),
    "demo" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "agents_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "agent_channels" (
    "agent_id" UUID NOT NULL,
    "channel_id" TEXT NOT NULL,

    CONSTRAINT "agent_channels_pkey" PRIMARY KEY ("agent_id","channel_id")
);

-- CreateTable
CREATE TABLE "sign_in_attempts" (
    "key" TEXT NOT NULL,
    "failures" INTEGER NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "locked_until" TIMESTAMPTZ(3),

    CONSTRAINT "sign_in_attempts_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "channels" (
    "id" TEXT NOT NULL,
    "kind" "channel_kind" NOT NULL,
    "name" TEXT NOT NULL,
    "app_id" TEXT,
    "original_id" TEXT,
    "corp_id" TEXT,
    "open_kf_id" TEXT,
    "encryption" "encryption" NOT NULL,
    "format" "wire_format" NOT NULL,
    "secrets" BYTEA NOT NULL,
    "opening_mode" "mode" NOT NULL DEFAULT 'bot',
    "rules_version" INTEGER NOT NULL DEFAULT 1,
    "demo" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "channels_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "access_tokens" (
    "channel_id" TEXT NOT NULL,
    "token" BYTEA NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "fetched_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "access_tokens_pkey" PRIMARY KEY ("channel_id")
);

-- CreateTable
CREATE TABLE "customers" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "channel_id" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "union_id" TEXT,
    "name" TEXT,
    "alias" TEXT,
    "avatar_url" TEXT,
    "session_from" TEXT,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "customers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "conversations" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "channel_id" TEXT NOT NULL,
    "customer_id" UUID NOT NULL,
    "mode" "mode" NOT NULL,
    "status" "conversation_status" NOT NULL DEFAULT 'open',
    "assignee_id" UUID,
    "epoch" INTEGER NOT NULL DEFAULT 1,
    "last_seq" INTEGER NOT NULL DEFAULT 0,
    "read_seq" INTEGER NOT NULL DEFAULT 0,
    "unread" INTEGER NOT NULL DEFAULT 0,
    "change_id" BIGINT NOT NULL,
    "waiting_since" TIMESTAMPTZ(3),
    "last_customer_message_at" TIMESTAMPTZ(3),
    "last_activity_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_message" JSONB,
    "last_message_seq" INTEGER NOT NULL DEFAULT 0,
    "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "transferred_at" TIMESTAMPTZ(3),
    "welcomed_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "conversations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "messages" (
    "id" BIGSERIAL NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "conversation_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "direction" "direction" NOT NULL,
    "type" TEXT NOT NULL,
    "content" JSONB NOT NULL,
    "status" "message_status" NOT NULL,
    "author_kind" "author_kind" NOT NULL,
    "author_id" UUID,
    "rule_name" TEXT,
    "epoch" INTEGER,
    "client_key" TEXT,
    "occurred_at" TIMESTAMPTZ(3),
    "grant_kind" "grant_kind",
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "not_before" TIMESTAMPTZ(3),
    "lease_until" TIMESTAMPTZ(3),
    "errcode" INTEGER,
    "errmsg" TEXT,
    "retry_of_seq" INTEGER,
    "retried" BOOLEAN NOT NULL DEFAULT false,
    "change_id" BIGINT NOT NULL,

    CONSTRAINT "messages_pkey" PRIMARY KEY ("id","created_at")
);

-- CreateTable
CREATE TABLE "message_keys" (
    "conversation_id" UUID NOT NULL,
    "client_key" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,

    CONSTRAINT "message_keys_pkey" PRIMARY KEY ("conversation_id","client_key")
);

-- CreateTable
CREATE TABLE "reply_grants" (
    "conversation_id" UUID NOT NULL,
    "kind" "grant_kind" NOT NULL,
    "limit" INTEGER NOT NULL,
    "spent" INTEGER NOT NULL DEFAULT 0,
    "reserved" INTEGER NOT NULL DEFAULT 0,
    "granted_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "reply_grants_pkey" PRIMARY KEY ("conversation_id","kind")
);

-- CreateTable
CREATE TABLE "raw_pushes" (
    "id" BIGSERIAL NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "channel_id" TEXT NOT NULL,
    "dedupe_key" TEXT NOT NULL,
    "body" BYTEA NOT NULL,

    CONSTRAINT "raw_pushes_pkey" PRIMARY KEY ("id","received_at")
);

-- CreateTable
CREATE TABLE "push_receipts" (
    "channel_id" TEXT NOT NULL,
    "dedupe_key" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "is_message" BOOLEAN NOT NULL,
    "conversation_id" UUID,
    "seq" INTEGER,
    "answer" "push_answer",
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "push_receipts_pkey" PRIMARY KEY ("channel_id","dedupe_key")
);

-- CreateTable
CREATE TABLE "rules" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "channel_id" TEXT,
    "name" TEXT NOT NULL,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "position" INTEGER NOT NULL,
    "trigger" JSONB NOT NULL,
    "actions" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "rules_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "media" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "channel_id" TEXT NOT NULL,
    "conversation_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "status" "media_status" NOT NULL DEFAULT 'pending',
    "wechat_media_id" TEXT NOT NULL,
    "source_url" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "media_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "drafts" (
    "conversation_id" UUID NOT NULL,
    "agent_id" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "drafts_pkey" PRIMARY KEY ("conversation_id","agent_id")
);

-- CreateTable
CREATE TABLE "audit_entries" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "agent_id" UUID,
    "action" TEXT NOT NULL,
    "target" TEXT,
    "details" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "audit_entries_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "agents_email_key" ON "agents"("email");

-- CreateIndex
CREATE UNIQUE INDEX "channels_app_id_key" ON "channels"("app_id");

-- CreateIndex
CREATE UNIQUE INDEX "channels_corp_id_open_kf_id_key" ON "channels"("corp_id", "open_kf_id");

-- CreateIndex
CREATE UNIQUE INDEX "customers_channel_id_external_id_key" ON "customers"("channel_id", "external_id");

-- CreateIndex
CREATE UNIQUE INDEX "conversations_customer_id_key" ON "conversations"("customer_id");

-- CreateIndex
CREATE INDEX "conversations_list" ON "conversations"("status", "mode", "last_activity_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "conversations_mine" ON "conversations"("assignee_id", "status", "last_activity_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "conversations_sync" ON "conversations"("change_id");

-- CreateIndex
CREATE INDEX "messages_sync" ON "messages"("conversation_id", "change_id");

-- CreateIndex
CREATE UNIQUE INDEX "messages_thread" ON "messages"("conversation_id", "seq", "created_at");

-- CreateIndex
CREATE INDEX "rules_of_channel" ON "rules"("channel_id", "position");

-- CreateIndex
CREATE UNIQUE INDEX "media_conversation_id_seq_key" ON "media"("conversation_id", "seq");

-- CreateIndex
CREATE INDEX "audit_entries_newest" ON "audit_entries"("at" DESC);

-- AddForeignKey
ALTER TABLE "agent_channels" ADD CONSTRAINT "agent_channels_agent_id_fkey" FOREIGN KEY ("agent_id") REFERENCES "agents"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agent_channels" ADD CONSTRAINT "agent_channels_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "channels"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "access_tokens" ADD CONSTRAINT "access_tokens_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "channels"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "customers" ADD CONSTRAINT "customers_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "channels"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "channels"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_assignee_id_fkey" FOREIGN KEY ("assignee_id") REFERENCES "agents"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reply_grants" ADD CONSTRAINT "reply_grants_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rules" ADD CONSTRAINT "rules_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "channels"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "media" ADD CONSTRAINT "media_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "channels"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "drafts" ADD CONSTRAINT "drafts_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "drafts" ADD CONSTRAINT "drafts_agent_id_fkey" FOREIGN KEY ("agent_id") REFERENCES "agents"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit_entries" ADD CONSTRAINT "audit_entries_agent_id_fkey" FOREIGN KEY ("agent_id") REFERENCES "agents"("id") ON DELETE SET NULL ON UPDATE CASCADE;


