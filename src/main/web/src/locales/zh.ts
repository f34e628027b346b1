import type { Messages } from './en';

export const zh: Messages = {
  app: {
    name: 'Redress', tagline: '有时限的售后', language: '语言', skip: '跳到正文', signOut: '退出登录',
    signedInAs: '当前用户：{user}', zone: '时间均为北京时间（Asia/Shanghai，UTC+8）', menu: '页面', loading: '加载中……', refresh: '刷新',
    back: '返回', cancel: '取消', none: '无', copy: '复制', close: '关闭', notFound: '页面不存在。', home: '回到首页',
    more: '显示更多', updated: '更新于 {time}', optional: '选填', clause: '规则 {clause}',
  },
  nav: {
    tasks: '待办', cases: '售后单', orders: '订单', account: '账户', import: '导入', clock: '时钟', tasklist: '任务列表',
    cockpit: '流程监控', admin: '用户管理', myCases: '我的售后', myOrders: '我的订单',
  },
  role: {
    BUYER: '买家', MERCHANT: '商家', AGENT: '平台客服', SUPERVISOR: '客服主管', SERVICE_DESK: '服务台',
    PROCESS_OWNER: '流程负责人', FINANCE: '财务', INTEGRATION: '商城系统', ADMIN: '管理员',
  },
  signIn: {
    title: '登录', user: '用户名', password: '密码', submit: '登录', failed: '用户名或密码不正确。',
    missing: '请输入用户名和密码。', expired: '登录已过期。重新登录后会回到刚才的页面。',
    demo: '这是演示系统，密码与用户名相同：', show: '显示密码', hide: '隐藏密码',
    promise: '退款、退货、维修：在时限前答复，或由时限决定。',
  },
  countdown: {
    left: '剩余 {time}', overdue: '已超时', none: '无时限', due: '截止 {time}（UTC+8）', spoken: '剩余 {hours} 小时 {minutes} 分钟',
    passing: '时限已过，规则规定的处理将在一分钟内执行。',
    soon: '剩余不足 12 小时。', hour: '剩余不足 1 小时。', hint: '距截止的 小时:分钟',
  },
  task: {
    title: '待办', count: '{count} 项待办', filtered: '{shown} / {count} 项', step: '步骤', allSteps: '全部步骤', search: '订单、商品或售后单号',
    empty: '没有待办。新的步骤会自动出现在这里。', emptyFilter: '没有符合条件的待办。', pick: '请在左侧选择一项待办。',
    keys: '方向键移动，回车打开。', submit: '提交', sending: '正在提交……', done: '已提交，这是下一项。', doneLast: '已提交，没有其他待办。',
    gone: '这一步已不存在', goneText: '已有人处理，或时限已过。列表已刷新。', next: '下一项：{name}',
    facts: '事项', answer: '您的答复', cut: '仅显示最紧急的 {count} 项。', due: '截止',
    formBroken: '无法显示这个表单。请刷新页面；若再次出现请联系平台。', openCase: '打开售后单 {case}',
    fault: '以下内容无法接受：', check: '请检查标出的字段。', backToList: '返回列表', newer: '有新的待办。',
  },
  case: {
    title: '售后单 {case}', list: '售后单', mine: '我的售后', empty: '还没有售后单。', emptyFilter: '没有符合条件的售后单。', timeline: '进展', status: '状态', type: '类型',
    amount: '申请金额', refunded: '已退款', reason: '原因', order: '订单', item: '商品', merchant: '商家', buyer: '买家', opened: '申请时间',
    closed: '结束时间', deadline: '截止时间', platformStatus: '平台状态', ruleset: '规则版本', caseNo: '售后单号', description: '说明', question: '问题',
    waitsFor: '等待{whose}处理', waitsForYou: '等待您处理', search: '售后单号、订单、商家或买家', all: '全部', open: '进行中', onlyClosed: '已结束',
    withdraw: '撤销申请', withdrawTitle: '确定撤销申请？', withdrawText: '撤销后退款申请结束。在售后期限内可以再次申请。',
    withdrawYes: '撤销申请', withdrawNo: '不撤销', withdrawn: '申请已撤销。', shorten: '缩短时限', shortenHours: '留给商家的小时数',
    shortenHint: '至少保留 24 小时，且不能晚于原时限。', shortenNew: '新的截止时间：{time}', shortenDone: '截止时间现为 {time}。',
    shortenYes: '缩短', ask: '向商家核实', askQuestion: '问题', askHint: '商家答复期间时限不会暂停。', askYes: '发送问题',
    askDone: '问题已发送。', tasklist: '打开任务列表', cut: '仅显示最新的 {count} 单。输入售后单号可打开更早的。', goTo: '打开售后单',
  },
  order: {
    title: '订单', mine: '我的订单', empty: '还没有订单。', paid: '实付', refundable: '可退', confirmed: '成交', shipped: '已发货', received: '已收货',
    notShipped: '未发货', promised: '承诺 {time} 前发货', quantity: '数量', apply: '申请退款', nothingLeft: '没有可退金额。', openCase: '查看售后单',
    freight: '其中邮费', receivedAt: '{time} 收货', shippedAt: '{time} 发货', orderNo: '订单 {order}', search: '订单或商品', emptyFilter: '没有符合条件的订单。',
  },
  apply: {
    title: '申请退款', reason: '退款原因', chooseReason: '请选择原因', amount: '退款金额（元）', amountHint: '最多 {amount}，以实际支付金额为准，优惠券不予退还。',
    description: '退款说明', descriptionHint: '商家会看到这段说明。', submit: '提交申请', sending: '正在提交……', notFound: '您没有这个订单。',
    what: '商家须在 48 小时内处理，逾期未处理将自动退款。退款成功前您可以随时撤销。',
    'reason-missing': '请选择原因。', 'amount-missing': '请输入金额。', 'amount-malformed': '请输入金额，如 129.90，最多两位小数。',
    'amount-zero': '金额须大于零。', 'amount-too-high': '最多可退 {amount}。', 'description-long': '最多 500 字。', done: '申请已提交。',
  },
  account: {
    title: '账户', of: '商家 {merchant} 的账户', balance: '余额', deposit: '保证金', receivable: '待向平台支付', entries: '明细', at: '时间',
    account: '账户', amount: '金额', purpose: '用途', caseNo: '售后单', empty: '还没有明细。', merchantId: '商家编号', show: '查看',
  },
  import: {
    title: '导入订单', intro: '直接使用商家后台导出的订单文件（CSV 或 XLSX，中文表头），无需修改。',
    file: '导出文件', choose: '选择文件', drop: '或拖放到这里', chosen: '{name} · {size}', merchantId: '商家编号', merchantHint: '文件中没有“商家ID”列时填写。',
    buyerId: '买家', buyerHint: '文件中没有“买家ID”列时填写。', submit: '导入', uploading: '正在上传：{percent} %', reading: '已上传，正在读取……',
    missing: '请选择 CSV 或 XLSX 文件。', wrongKind: '只能读取 .csv 和 .xlsx 文件。', tooLarge: '文件超过 128 MB。', done: '导入完成', total: '行数', new: '新增', changed: '变更',
    unchanged: '未变', refused: '拒收', row: '行', column: '列', why: '原因', noneRefused: '全部行均已导入。', refusedRows: '被拒收的行', abort: '停止', cut: '仅显示前 {count} 行被拒收的数据。',
  },
  clock: {
    title: '演示时钟', now: '现在是', advance: '前进', hours: '{hours} 小时', days: '{days} 天', to: '前进到', set: '调整时钟',
    moving: '途中到期的时限正在按时间顺序执行……', moved: '现在是 {time}。', forward: '时钟只能前进。', unavailable: '服务器没有运行 demo 配置，时钟不能调整。',
    hint: '途中到期的一切都会按时间先后发生。', tools: '流程引擎工具',
  },
  fields: {
    rejectExplanation: '商家说明', orderId: '订单', itemName: '商品', amount: '申请金额', reason: '原因', description: '买家说明', question: '问题', paidAmount: '实付', refundable: '可退',
    quantity: '数量', buyerId: '买家', merchantId: '商家', caseId: '售后单号', caseType: '类型', type: '类型', rejectReason: '拒绝原因', explanation: '说明', decision: '决定',
    shippedAt: '发货时间', promisedShipAt: '承诺发货时间', receivedAt: '收货时间', confirmedAt: '成交时间', openedAt: '申请时间', dueAt: '截止时间', answer: '答复', refundId: '退款', freight: '邮费',
    category: '类目', status: '状态', remedy: '处理结果', liability: '责任方', refundAmount: '退款金额', note: '备注', at: '时间', calendar: '日历', reference: '凭证号', refundedAmount: '已退款', failure: '失败原因', yearsWithoutHolidayData: '无节假日数据，按周一至周五计算的年份',
  },
  status: {
    'awaiting-buyer-confirmation': '待买家确认', 'merchant-to-decide': '待商家处理', 'buyer-to-answer': '待买家处理', 'buyer-to-ship': '待买家寄回',
    'merchant-to-check': '待商家验货', 'merchant-to-ship': '待商家发货', 'merchant-to-inspect': '待商家检测', 'merchant-to-repair': '待商家维修',
    'merchant-to-ship-back': '待商家寄回', 'buyer-to-choose': '待买家选择', 'buyer-to-confirm': '待买家确认收货', negotiating: '协商中',
    'platform-reviewing': '平台处理中', refunding: '退款中', refunded: '已退款', exchanged: '已换货', reshipped: '已补寄', repaired: '已维修',
    'returned-unrepaired': '未维修寄回', settled: '已和解', withdrawn: '已撤销', 'closed-buyer-overdue': '买家逾期未处理，已关闭', 'closed-by-platform': '平台已关闭',
  },
  type: { 'refund-only': '仅退款', 'return-refund': '退货退款', exchange: '换货', reship: '补寄', repair: '维修' },
  reason: {
    quality: '质量问题', damaged: '收到商品破损', 'wrong-item': '发错货', 'missing-item': '少件漏发', 'not-as-described': '与描述不符',
    'no-reason': '不想要了', 'late-delivery': '送达超时', 'not-received': '未收到货', other: '其他',
  },
  step: {
    'merchant-decides-refund': '处理退款申请', 'merchant-supplies-information': '提供核实信息', 'buyer-answers-rejection': '回应商家拒绝', 'agent-judges': '平台判定',
  },
  whose: { buyer: '买家', merchant: '商家', agent: '平台', platform: '平台', 'service-desk': '服务台', supervisor: '客服主管' },
  actor: { buyer: '买家', merchant: '商家', agent: '平台客服', automatic: '系统自动' },
  code: {
    supervisor: '客服主管', agree: '同意', reject: '拒绝', resubmit: '重新提交', intervene: '申请平台介入', negotiate: '希望协商', refund: '退款', dismiss: '驳回',
    'not-proven': '无法证明', 'buyer-caused': '买家原因造成', 'already-shipped': '已发货', 'already-compensated': '已补偿', 'not-covered': '不在保障范围',
    merchant: '商家', buyer: '买家', both: '双方', carrier: '物流', platform: '平台', none: '无责任方', deposit: '保证金', balance: '余额', receivable: '应收',
    'merchant-balance': '余额', 'merchant-deposit': '保证金', 'merchant-receivable': '应收', credit: '入账', funding: '退款给买家', settlement: '结清欠款', 'weekdays-only': '周一至周五（无节假日数据）',
  },
  kind: {
    opened: '提交申请', 'status-changed': '状态变更', 'step-opened': '步骤开始', 'step-completed': '步骤已答复', 'deadline-set': '设定时限', 'deadline-passed': '时限已到',
    'deadline-moved': '时限变更', reminded: '提醒', escalated: '升级处理', resubmitted: '重新提交', 'information-requested': '平台向商家核实', withdrawn: '申请已撤销',
    'refund-decided': '决定退款', 'refund-sent': '退款处理中', 'refund-succeeded': '退款成功', 'refund-failed': '退款失败', 'refund-cancelled': '退款取消',
    'refund-stuck': '退款受阻，平台正在处理',
  },
  timeline: { empty: '暂无。', through: '由 {who} 代为操作' },
  problem: {
    unreachable: '无法连接服务器。请检查网络后重试。', other: '服务器无法完成操作。请重试；若仍不行请联系平台。', '400': '服务器无法理解请求。',
    '401': '请先登录。', '403': '您没有权限执行此操作。', '404': '这里没有您可以查看的内容。', '409': '售后单当前状态不允许此操作。', '413': '文件太大。',
    '415': '无法读取这种文件。', '422': '部分内容无法接受。', '429': '请求过于频繁，请稍候。', title: '操作未成功', retry: '重试',
  },
  form: {
    required: '此项必填。', pattern: '格式不正确。', amount: '请输入金额，如 129.90。', minLength: '至少 {limit} 个字。', maxLength: '最多 {limit} 个字。',
    min: '不小于 {limit}。', max: '不大于 {limit}。', number: '请输入数字。', select: '请选择', search: '搜索',
  },
};
