/** Appids of the channels, as both sides know them. */
const APP_IDS = {
	"demo-mini": "wxdemo0000000mini",
	"demo-json": "wxdemo0000000json",
	care: "wxdemo0000000care",
	member: "wxdemo000000member",
};

/** Somebody with a phone, played by the simulator, whom the desk calls `alias` (WeChat tells no names). */
export async function newCustomer({ sql, control }, { user, channel, alias }) {
	const appId = APP_IDS[channel];
	const { openids } = await control("POST /users", { id: user, nick: alias ?? user });
	const act = (kind, body) => control(`POST /chat/${appId}/${user}/${kind}?wait=1`, body);
	const customer = {
		user,
		appId,
		channel,
		openid: openids[appId],
		enter: (sessionFrom) => act("enter", { sessionFrom }),
		says: (content) => act("text", { content }),
		shows: (bytes) => act("image", { base64: bytes.toString("base64") }),
		shares: (card) => act("card", card),
		sendsRaw: (fields) => act("raw", { fields }),
		id: async () => {
			const rows = await sql(
				`SELECT c.id FROM conversations c JOIN customers u ON u.id = c.customer_id
					WHERE u.channel_id = $1 AND u.external_id = $2`,
				[channel, openids[appId]],
			);
			return rows[0]?.id;
		},
		/** Once they have done something. */
		set: (columns, values) =>
			sql(`UPDATE customers SET ${columns} WHERE channel_id = $1 AND external_id = $2`, [
				channel,
				openids[appId],
				...values,
			]),
		tag: (...tags) =>
			sql(
				`UPDATE conversations SET tags = $3 WHERE customer_id =
					(SELECT id FROM customers WHERE channel_id = $1 AND external_id = $2)`,
				[channel, openids[appId], tags],
			),
	};
	customer.name = () => (alias ? customer.set("alias = $3", [alias]) : undefined);
	return customer;
}
