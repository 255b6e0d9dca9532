/** The texts behind `errcodes.ts`, as data: next steps by class, explanations by code. */

interface NextStep {
	nextStepZh: string;
	nextStepEn: string;
}

const nextStep = (nextStepZh: string, nextStepEn: string): NextStep => ({ nextStepZh, nextStepEn });

export const CLASSES = {
	/** WeChat's fault; again in a second. */
	busy: nextStep("正在自动重试，仍失败时可立即重试", "Retrying by itself; if it still fails, retry"),
	/** The access token is dead; a new one is fetched. */
	token: nextStep("已通知管理员，修复后自动重发", "The administrator has been told; it is sent once fixed"),
	/** No send window is open. */
	window: nextStep("只能等客户再次发消息", "Wait until the customer writes again"),
	/** The window is open, its messages are used up. */
	quota: nextStep("客户再发一条消息，额度恢复为 5 条", "Back to 5 after the customer writes"),
	/** Too many calls in this minute. */
	rate: nextStep("下一分钟自动重发", "Sent again in the next minute"),
	/** Too many calls today. */
	daily_quota: nextStep("到零点后自动重发", "Sent again after midnight"),
	/** The picture cannot be used. */
	media: nextStep("换一张图片，或重新上传后再发", "Choose another picture, or upload it again"),
	/** WeChat does not take what was written. */
	content: nextStep("修改内容后再发", "Change the text and send again"),
	/** Nothing more can be sent to this person. */
	customer: nextStep(
		"无法再给这位客户发消息，等客户联系或换一种方式",
		"Wait for the customer, or reach them another way",
	),
	/** An administrator must change something at WeChat or here. */
	configuration: nextStep("请管理员查看渠道", "An administrator should check the channel"),
	/** The typing sign; never shown to an agent. */
	typing: nextStep("无需处理", "Nothing to do"),
	/** Our request was wrong. */
	bug: nextStep(
		"重试无效，复制详情交给管理员",
		"Retrying will not help; copy the details for an administrator",
	),
} as const satisfies Record<string, NextStep>;

/** What a code is about; one next step for people and one reaction of ours belong to each. */
export type ErrcodeClass = keyof typeof CLASSES;

interface CodeText extends Partial<NextStep> {
	errcode: number;
	class: ErrcodeClass;
	zh: string;
	en: string;
}

const code =
	(errcodeClass: ErrcodeClass) =>
	(errcode: number, zh: string, en: string, step?: NextStep): CodeText => ({
		errcode,
		class: errcodeClass,
		zh: `未送达 · ${zh}`,
		en: `Not delivered: ${en}`,
		...step,
	});

const busy = code("busy");
const token = code("token");
const window = code("window");
const media = code("media");
const content = code("content");
const customer = code("customer");
const configuration = code("configuration");
const bug = code("bug");

const NEXT_MONTH = nextStep("下月恢复", "Available again next month");
const SHORTEN = nextStep("缩短后再发", "Shorten it and send again");
const IP_CONFIRM = nextStep(
	"请小程序管理员在微信里确认新的服务器 IP",
	"The account's administrator must confirm the new server IP in WeChat",
);

export const CODES: CodeText[] = [
	busy(-1, "微信繁忙", "WeChat is busy"),

	token(40001, "渠道凭据失效", "channel credential broken"),
	token(40014, "渠道凭据失效", "channel credential broken"),
	token(42001, "渠道凭据失效", "channel credential broken"),

	window(45015, "超出回复时间。客户上次发言已超过 48 小时", "reply window closed"),
	code("quota")(45047, "条数已用完。客户上次发言后已回复 5 条", "quota used"),
	code("rate")(45011, "这一分钟调用太频繁", "too many calls in this minute"),
	code("daily_quota")(45009, "今日调用次数已用完", "daily API quota reached"),
	code("daily_quota")(48006, "本月清零次数已用完", "no quota resets left this month", NEXT_MONTH),

	media(40004, "素材类型不对", "wrong kind of media"),
	media(40006, "文件大小不合要求", "file size not allowed"),
	media(40007, "图片素材已失效", "the picture has expired at WeChat"),
	media(40009, "图片太大", "picture too large"),
	media(40137, "图片格式不支持", "picture format not supported"),
	media(45001, "图片太大", "picture too large"),
	media(46001, "图片素材不存在", "the picture is gone at WeChat"),

	content(44004, "内容为空", "the text is empty", nextStep("写点内容再发", "Write something and send again")),
	content(45002, "内容太长", "the text is too long", SHORTEN),
	content(45003, "标题太长", "the title is too long", SHORTEN),
	content(45004, "描述太长", "the description is too long", SHORTEN),
	content(45005, "链接太长", "the link is too long", SHORTEN),
	content(45006, "图片链接太长", "the picture link is too long", SHORTEN),
	content(45008, "图文超过 1 条", "more than one article"),
	content(
		41030,
		"小程序页面不存在",
		"the Mini Program page does not exist",
		nextStep("换一个页面路径再发", "Choose another page and send again"),
	),
	content(70000, "微信为保护未成年人拦截了这条消息", "blocked by WeChat to protect minors"),
	content(87014, "内容含有违规信息", "the content breaks WeChat's rules"),

	customer(40003, "找不到这位客户。openid 不属于此小程序", "unknown customer id"),
	customer(48002, "客户拒收消息", "the customer refuses messages"),
	customer(50001, "客户未授权", "the customer has not authorised this"),
	customer(50002, "客户或帐号受限", "the customer or the account is restricted"),

	configuration(40013, "AppID 无效", "AppID is invalid"),
	configuration(40125, "AppSecret 无效", "AppSecret is wrong"),
	// Every request of ours has both names, so it is the channel that has no value for them.
	configuration(41002, "渠道没有 AppID", "the channel has no AppID"),
	configuration(41004, "渠道没有 AppSecret", "the channel has no AppSecret"),
	configuration(
		40164,
		"服务器 IP 不在白名单",
		"server IP is not allow-listed",
		nextStep(
			"把服务器 IP 加入小程序后台的 IP 白名单，或关闭白名单",
			"Add the server's IP to the allow-list of the Mini Program, or turn the list off",
		),
	),
	configuration(40200, "此类帐号不能使用该功能", "not available to this kind of account"),
	configuration(
		40243,
		"AppSecret 已被冻结",
		"AppSecret is frozen",
		nextStep("请管理员在小程序后台解冻 AppSecret", "An administrator must unfreeze the AppSecret at WeChat"),
	),
	configuration(48001, "小程序没有客服消息权限", "API not authorised"),
	configuration(48004, "接口因违规被封禁", "the API is blocked for a violation"),
	configuration(48008, "没有发送此类消息的权限", "no permission for this type of message"),
	configuration(50004, "凭据接口被禁用", "the token API is forbidden"),
	configuration(50007, "帐号已被冻结", "the account is frozen"),
	configuration(61007, "第三方平台没有客服权限", "the third-party platform lacks the permission"),
	configuration(65400, "客服帐号功能未开通", "customer service accounts are not enabled"),
	configuration(
		89503,
		"新的服务器 IP 等待管理员确认",
		"the new server IP waits for confirmation",
		IP_CONFIRM,
	),
	configuration(
		89506,
		"服务器 IP 被管理员拒绝，24 小时内不能再申请",
		"the server IP was refused for 24 hours",
		IP_CONFIRM,
	),
	configuration(
		89507,
		"服务器 IP 被管理员拒绝，1 小时内不能再申请",
		"the server IP was refused for 1 hour",
		IP_CONFIRM,
	),

	{ errcode: 45072, class: "typing", zh: "输入状态指令无效", en: "Bad typing command" },
	{
		errcode: 45080,
		class: "typing",
		zh: "30 秒内没有往来消息，不能显示输入状态",
		en: "No message in the last 30 seconds",
	},
	{ errcode: 45081, class: "typing", zh: "输入状态已在显示", en: "The typing sign is already on" },

	bug(40002, "凭据类型不合法", "illegal grant type"),
	bug(40008, "消息类型不合法", "illegal message type"),
	bug(40033, "请求含有 \\uxxxx 转义字符", "the request holds \\uxxxx escapes"),
	bug(40035, "参数不合法", "bad parameter"),
	bug(40097, "参数有误", "wrong parameter"),
	bug(40101, "缺少参数", "a parameter is missing"),
	bug(41001, "请求没有带 access_token", "access_token is missing"),
	bug(41005, "上传时没有文件", "upload without a file"),
	bug(41006, "缺少素材编号", "media id is missing"),
	bug(43002, "请求方法应为 POST", "POST is required"),
	bug(43003, "请求应使用 HTTPS", "HTTPS is required"),
	bug(44001, "上传的文件为空", "the uploaded file is empty"),
	bug(44002, "请求内容为空", "the request is empty"),
	bug(45162, "此帐号不能发送这种消息", "this account cannot send this type of message"),
	bug(47001, "请求格式有误，微信无法解析", "WeChat cannot parse the request"),
];
