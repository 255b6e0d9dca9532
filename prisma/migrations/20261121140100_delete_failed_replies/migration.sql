-- A reply that failed may be deleted by the people here, and that be taken back: it keeps its reason, and never leaves again.
CREATE OR REPLACE FUNCTION kefu_guard_message_status() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status = NEW.status
    OR (OLD.status = 'held' AND NEW.status IN ('queued', 'cancelled'))
    OR (OLD.status = 'queued' AND NEW.status IN ('sending', 'failed', 'cancelled'))
    OR (OLD.status = 'sending' AND NEW.status IN ('accepted', 'failed', 'unknown', 'queued'))
    OR (OLD.status = 'unknown' AND NEW.status IN ('accepted', 'failed'))
    OR (OLD.status = 'failed' AND NEW.status = 'cancelled')
    OR (OLD.status = 'cancelled' AND NEW.status = 'failed' AND (OLD.errcode IS NOT NULL OR OLD.errmsg IS NOT NULL))
  THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'message status % cannot become %', OLD.status, NEW.status USING ERRCODE = 'check_violation';
END $$;
