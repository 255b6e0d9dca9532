export const HELP = `WeChat simulator: the server side of WeChat's customer service (Mini Programs, service accounts), on this machine only.
It pushes messages to your server, answers the API calls your server makes, keeps send windows, tokens and media, and
plays the official tool. No account, no public address, no internet. simulator/README.md tells everything in full.

USE
  npm run simulator -- [options]             start it and leave it running
  npm run simulator -- conform [options]     test your push URL and print a report; needs nothing running but your server

OPTIONS
  --port         port of everything (default 4010)
                   http://127.0.0.1:4010/cgi-bin/…   the API: use this instead of https://api.weixin.qq.com
                   http://127.0.0.1:4010/cdn/…       pictures of pushes
                   http://127.0.0.1:4010/_sim/…      control calls, for tests and curl
                   http://127.0.0.1:4010/_sim/ui     a page with phone, official tool and push log
  --accounts     JSON file with an array of accounts (simulator/demo-accounts.json is one)
  --state        keep users, chats, windows and tokens in this file over restarts
  --seed         repeat the same ids, tokens and nonces on every start
  --record-size  how many pushes and API calls are kept in memory (default 5000)
  --help         this text

AN ACCOUNT
  curl http://127.0.0.1:4010/_sim/accounts -d '{
    "appid": "wx…", "secret": "…", "originalId": "gh_…", "kind": "miniprogram",
    "push": { "url": "http://127.0.0.1:3000/push", "token": "…", "encodingAesKey": "43 letters and digits",
              "mode": "safe", "format": "xml" },
    "flags": { "grantLagMs": 800 } }'
  kind: miniprogram, service_account. mode: plain, compat, safe. format: xml, json. hosting: url, cloudrun.
  flags: one switch for everything that is not known about the real service; the table is in the README.

CONTROL CALLS, IN SHORT (S=http://127.0.0.1:4010/_sim  A=<appid>; the user lin becomes one by writing)
  curl -X POST $S/accounts/$A/verify                                 the URL check of the admin page
  curl -d '{"content":"hello"}' "$S/chat/$A/lin/text?wait=1"         the user writes; shows every attempt and verdict
  curl -d '{}' "$S/chat/$A/lin/enter?wait=1"                         … opens the chat; also image, card, raw, block
  curl $S/chat/$A/lin/transcript                                     what the phone shows, and what may still be sent
  curl -d '{"advanceSeconds":172801}' $S/clock                       48 hours and a second later
  curl -d '{"target":"api","kind":"errcode","errcode":-1,"count":2}' $S/faults
  curl -d '{"id":"wang","autoAccept":true}' $S/tool/$A/agents        an agent of the official tool
  curl -X POST $S/attacks/$A                                         is the door tight?
  curl "$S/log?limit=20"                                             the protocol record
  curl -X POST $S/reset                                              forget what happened

CONFORMANCE
  npm run simulator -- conform --url <push URL> --token … --aes-key … --app-id … --original-id …
      --mode plain|compat|safe   default safe          --format xml|json       default xml
      --hosting url|cloudrun     default url           --transfer              your server is set to transfer
      --only P3,T1               only these rows       --json                  the report as JSON
      --timeout-ms 5000          WeChat's patience     --quiet-ms 1500         how long "nothing came" takes

  Prints one line a row: id | given | expected | seen | ok, failed or not applicable, then the counts; ends with 1 when a
  row failed. Real pushes of invented customers: point it at a test system. The rows:
      U1       the URL check passes, and gives no echo to a forged one
      P1–P3    texts, pictures and cards are accepted, whatever they hold; neighbouring 64-bit ids
      P4–P7    in time with 50 at once; retries, twins and repetitions get the same answer
      P8       unknown types, and every event that shares the push URL: success
      P9, A1   forged, damaged, oversized and nasty packets: refused or harmless, never a 5xx
      P10, P11 entering twice, a cut SessionFrom
      F        odd headers, chunks, a byte order mark, a stale timestamp
      T1–T5    with --transfer: the hand-over to the official tool in the account's format and mode
      M3       a PicUrl to a private address is not fetched
  What needs eyes inside the server (V, S, M1, M2, Y, O, T3) is listed as not applicable.
`;
