import { expect, PEOPLE, test } from "@/tests/support/e2e";

test("whoever is not signed in is led to the sign-in, and from there to the inbox", async ({ page }) => {
	await page.goto("/");
	await expect(page).toHaveURL(/\/sign-in/);
	await page.getByLabel("邮箱").fill(PEOPLE.agent.email);
	await page.getByLabel("密码", { exact: true }).fill(PEOPLE.agent.password);
	await page.getByRole("button", { name: "登录" }).click();
	await expect(page).toHaveURL(/\/inbox$/);
});

test("the inbox of the demo is not empty", async ({ openAs }) => {
	const page = await openAs("admin");
	// By name: the customers of other tests may fill the first page.
	await page.goto(`/inbox?q=${encodeURIComponent("许知夏")}`);
	await expect(page.getByText("许知夏").first()).toBeVisible();
});

test("the answers carry the headers that keep the console out of other people's frames", async ({
	request,
}) => {
	const answer = await request.get("/sign-in");
	expect(answer.headers()).toMatchObject({
		"x-content-type-options": "nosniff",
		"content-security-policy": "frame-ancestors 'none'",
		"referrer-policy": "same-origin",
	});
	expect(answer.headers()["x-powered-by"]).toBeUndefined();
});

test("trouble in a page is noticed: an error in the console, one nobody caught, an answer that is none", async ({
	page,
	trouble,
}) => {
	await page.goto("/sign-in");
	expect(trouble.unexpected()).toEqual([]);
	await page.evaluate(async () => {
		console.error("told");
		await fetch("/api/conversations");
		setTimeout(() => {
			throw new Error("thrown");
		});
	});
	await expect.poll(() => trouble.unexpected()).toHaveLength(3);
	trouble.expect(/^(console\.error: told|answer 401: GET .*\/api\/conversations$|uncaught: .*thrown)/);
});
