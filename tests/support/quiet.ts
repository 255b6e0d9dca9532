/** Our own log lines do not belong into a test report; LOG_LEVEL=debug brings them back. */
process.env.LOG_LEVEL ??= "silent";
