/**
 * The tab "Case" beside a task's form in Tasklist: what the case is about and what has happened. It reads our own API with the
 * session that Tasklist has, and writes everything that people typed as text, never as HTML.
 */

const chinese = (document.documentElement.lang || navigator.language || 'en').toLowerCase().startsWith('zh')
  || (navigator.language || '').toLowerCase().startsWith('zh');
const say = (en, zh) => (chinese ? zh : en);

/** code: [English, Chinese]; a code that is not here is shown as it is. */
const WORDS = {
  status: {
    'awaiting-buyer-confirmation': ['Buyer to confirm', '待买家确认'], 'merchant-to-decide': ['Merchant to decide', '待商家处理'], 'buyer-to-answer': ['Buyer to answer', '待买家处理'],
    'buyer-to-ship': ['Buyer to ship', '待买家寄回'], 'merchant-to-check': ['Merchant to check', '待商家验货'], 'merchant-to-ship': ['Merchant to ship', '待商家发货'],
    'merchant-to-inspect': ['Merchant to inspect', '待商家检测'], 'merchant-to-repair': ['Merchant to repair', '待商家维修'], 'merchant-to-ship-back': ['Merchant to ship back', '待商家寄回'],
    'buyer-to-choose': ['Buyer to choose', '待买家选择'], 'buyer-to-confirm': ['Buyer to confirm receipt', '待买家确认收货'], negotiating: ['Negotiating', '协商中'],
    'platform-reviewing': ['Platform reviews', '平台处理中'], refunding: ['Being refunded', '退款中'], refunded: ['Refunded', '已退款'], exchanged: ['Exchanged', '已换货'],
    reshipped: ['Reshipped', '已补寄'], repaired: ['Repaired', '已维修'], 'returned-unrepaired': ['Returned unrepaired', '未维修寄回'], settled: ['Settled', '已和解'],
    withdrawn: ['Withdrawn', '已撤销'], 'closed-buyer-overdue': ['Closed, buyer overdue', '买家逾期未处理，已关闭'], 'closed-by-platform': ['Closed by the platform', '平台已关闭'],
  },
  type: { 'refund-only': ['Refund only', '仅退款'], 'return-refund': ['Return and refund', '退货退款'], exchange: ['Exchange', '换货'], reship: ['Reship', '补寄'], repair: ['Repair', '维修'] },
  reason: {
    quality: ['Quality problem', '质量问题'], damaged: ['Arrived damaged', '收到商品破损'], 'wrong-item': ['Wrong item', '发错货'], 'missing-item': ['Something is missing', '少件漏发'],
    'not-as-described': ['Not as described', '与描述不符'], 'no-reason': ['No longer wanted', '不想要了'], 'late-delivery': ['Delivered too late', '送达超时'], 'not-received': ['Not received', '未收到货'], other: ['Other', '其他'],
  },
  complaintStatus: { opened: ['Opened', '已提交'], accepted: ['Accepted, looked into', '已受理，调查中'], upheld: ['Upheld', '投诉成立'], 'not-upheld': ['Not upheld', '投诉不成立'], rejected: ['Not accepted', '不予受理'] },
  kind: {
    intervened: ['The platform looks into it', '平台介入处理'], judged: ['Judged', '平台已判定'], appealed: ['Appeal lodged', '提起申诉'],
    'complaint-opened': ['Complaint opened', '提交投诉'], 'compensation-decided': ['Compensation decided', '决定先行赔付'], 'compensation-sent': ['Compensation on its way', '赔付处理中'], 'compensation-succeeded': ['Compensation paid', '赔付成功'],
    'compensation-failed': ['Compensation failed', '赔付失败'], 'compensation-stuck': ['Compensation stuck, the platform looks into it', '赔付受阻，平台正在处理'], 'deposit-charged': ['Charged to the liable party', '已向责任方扣款'],
    opened: ['Case opened', '提交申请'], 'status-changed': ['Status changed', '状态变更'], 'step-opened': ['Step opened', '步骤开始'], 'step-completed': ['Step answered', '步骤已答复'],
    'deadline-set': ['Deadline set', '设定时限'], 'deadline-passed': ['Deadline passed', '时限已到'], 'deadline-moved': ['Deadline moved', '时限变更'], reminded: ['Reminder', '提醒'], escalated: ['Escalated', '升级处理'],
    resubmitted: ['Submitted again', '重新提交'], 'information-requested': ['Merchant asked for information', '平台向商家核实'], 'interception-requested': ['Merchant asked to recall the parcel', '要求商家拦截快递'], withdrawn: ['Case withdrawn', '申请已撤销'],
    'refund-decided': ['Refund decided', '决定退款'], 'refund-sent': ['Refund on its way', '退款处理中'], 'refund-succeeded': ['Refund paid', '退款成功'], 'refund-failed': ['Refund failed', '退款失败'], 'refund-cancelled': ['Refund cancelled', '退款取消'],
    'refund-stuck': ['Refund stuck, the platform looks into it', '退款受阻，平台正在处理'], 'handed-over': ['Goes on another way', '改为另一种处理方式'], proposed: ['Solution proposed', '提出协商方案'],
    'return-address-given': ['Return address given', '已提供退货地址'], 'shipment-registered': ['Parcel on its way', '包裹已寄出'], 'shipment-event': ['News from the carrier', '物流更新'],
    'commitment-made': ['Promise made', '作出承诺'], 'commitment-broken': ['Promise not kept', '承诺未兑现'], 'freight-decided': ['Return freight decided', '退货运费已判定'], 'freight-sent': ['Return freight on its way', '运费支付处理中'],
    'freight-succeeded': ['Return freight paid', '运费已支付'], 'freight-failed': ['Return freight failed', '运费支付失败'], 'freight-cancelled': ['Return freight cancelled', '运费支付取消'],
    'freight-stuck': ['Return freight stuck, the platform looks into it', '运费支付受阻，平台正在处理'], 'freight-not-reimbursed': ['Return freight not reimbursed', '运费不予报销'], 'voucher-issued': ['Voucher issued', '发放优惠券'],
    'breach-opened': ['Breach looked into', '违约立案'], 'breach-decided': ['Breach decided', '违约判定'],
    'stepped-in': ['Platform stepped in', '平台主动介入'], 'handed-back': ['Handed back by the platform', '平台退回处理'],
    'report-checked': ['Detection report checked', '检测报告已校验'], 'report-reviewed': ['Detection report reviewed', '检测报告已复核'],
  },
  actor: { buyer: ['Buyer', '买家'], merchant: ['Merchant', '商家'], agent: ['Agent', '平台客服'], automatic: ['Automatic', '系统自动'] },
  step: {
    'buyer-chooses-offer': ['Choose a solution', '选择处理方案'],
    'desk-accepts-complaint': ['Accept the complaint', '受理投诉'], 'desk-judges-complaint': ['Judge the complaint', '投诉判定'],
    'merchant-decides-refund': ['Decide on refund', '处理退款申请'], 'merchant-supplies-information': ['Supply information', '提供核实信息'], 'merchant-recalls-parcel': ['Recall the parcel', '拦截快递'],
    'buyer-answers-rejection': ['Answer rejection', '回应商家拒绝'], 'agent-judges': ['Judge the case', '平台判定'], 'buyer-confirms-application': ['Confirm the request', '确认售后申请'],
    'merchant-decides-return': ['Decide on return', '处理退货申请'], 'merchant-decides-exchange': ['Decide on exchange', '处理换货申请'], 'merchant-decides-reship': ['Decide on reship', '处理补寄申请'],
    'buyer-ships-return': ['Send the goods back', '寄回商品'], 'merchant-checks-return': ['Check the returned goods', '验收退货'], 'merchant-ships-replacement': ['Send the replacement', '寄出新品或补寄'],
    'buyer-chooses-when-out-of-stock': ['Wait or refund?', '等待或退款'], 'buyer-confirms-receipt': ['Confirm receipt', '确认收货'], 'merchant-proposes': ['Make a proposal', '提出协商方案'],
    'buyer-answers-proposal': ['Answer the proposal', '答复协商方案'], 'agent-reviews-freight': ['Review freight', '审核运费'],
    'merchant-decides-repair': ['Decide on repair', '处理维修申请'], 'merchant-inspects': ['Inspect the goods', '检测商品'], 'agent-reviews-report': ['Review the detection report', '复核检测报告'],
    'buyer-answers-report': ['Answer the detection report', '答复检测报告'], 'merchant-repairs': ['Repair and send back', '维修并寄回'], 'merchant-ships-back': ['Send the goods back to the buyer', '寄回商品给买家'],
    'merchant-explains-breach': ['Explain the breach', '说明违约情况'],
    'buyer-gives-evidence': ['Say what happened and show it', '买家说明情况并举证'], 'merchant-gives-evidence': ['Give the merchant’s side and show it', '商家说明情况并举证'], 'agent-decides-breach': ['Decide on the breach', '判定违约'],
  },
  outcome: {
    'small-payment': ['Small payment', '小额打款'], 'refund-only': ['Refund only', '仅退款'], 'return-refund': ['Return and refund', '退货退款'], exchange: ['Exchange', '换货'], reship: ['Reship', '补寄'],
  },
  carrier: {
    SF: ['SF Express', '顺丰速运'], YTO: ['YTO Express', '圆通速递'], ZTO: ['ZTO Express', '中通快递'], STO: ['STO Express', '申通快递'], YD: ['Yunda Express', '韵达快递'], EMS: ['China Post EMS', '邮政特快专递'],
    JD: ['JD Logistics', '京东快递'], JT: ['J&T Express', '极兔速递'],
  },
  condition: {
    'as-sent': ['As it was sent', '与发出时一致'], 'wrong-item': ['Another item came back', '退回的不是原商品'], short: ['Something is missing', '数量短少'], damaged: ['Damaged', '商品破损'], used: ['Used', '已使用，影响二次销售'],
    'not-arrived': ['Nothing has arrived', '未收到退货'],
  },
  event: { collected: ['Collected by the carrier', '快递已揽收'], delivered: ['Delivered', '已送达'], signed: ['Signed for', '已签收'], returned: ['Went back to the sender', '已退回寄件人'] },
  voucherKind: {
    'cash-coupon': ['Cash coupon', '现金券'], 'service-voucher': ['Voucher for a service not kept', '无门槛代金券'], 'platform-coupon': ['Platform coupon', '无门槛平台优惠券'], 'logistics-subsidy': ['Delivery subsidy', '物流异常补贴券'],
    'experience-compensation': ['After-sales compensation', '售后体验补偿券'], 'consumption-coupon': ['Spending coupon', '无门槛消费券'], 'cash-red-packet': ['Red packet', '无门槛现金红包'], 'harm-coupon': ['Compensation coupon', '无门槛补偿券'],
  },
  direction: { return: ['Back to the merchant', '寄回商家'], replacement: ['To the buyer', '寄给买家'], 'goods-back': ['Own goods back to the buyer', '寄回买家的商品'] },
  code: {
    compensate: ['Compensation only', '仅补偿'], 'ask-buyer': ['Asks the buyer once more', '再次询问买家'], 'ask-merchant': ['Asks the merchant once more', '再次询问商家'], offer: ['Offers solutions', '提供方案'], judge: ['Judges', '判定'], 'exchange-with-voucher': ['Exchange with a voucher', '换货并赠券'],
    'service-partner': ['Service partner', '服务商'], 'sf-shipping': ['Delivery by SF Express', '顺丰发货'],
    agree: ['Agreed', '同意'], reject: ['Rejected', '拒绝'], resubmit: ['Resubmitted', '重新提交'], intervene: ['Asked the platform', '申请平台介入'], refund: ['Refund', '退款'], dismiss: ['Dismissed', '驳回'],
    'not-proven': ['Not proven', '无法证明'], 'buyer-caused': ['Caused by the buyer', '买家原因造成'], 'already-shipped': ['Already shipped', '已发货'], 'already-compensated': ['Already compensated', '已补偿'],
    'not-covered': ['Not covered', '不在保障范围'], supervisor: ['Supervisor', '客服主管'],
    merchant: ['Merchant', '商家'], buyer: ['Buyer', '买家'], carrier: ['Carrier', '快递公司'], platform: ['Platform', '平台'], none: ['Nobody', '无责任方'], both: ['Both', '双方'], negotiate: ['Wants to negotiate', '希望协商'],
    confirm: ['Confirmed', '已确认'], decline: ['Declined', '不接受'], accept: ['Accepted', '接受'], wait: ['Waits for it', '继续等待'], approve: ['Approved', '批准'], other: ['Other', '其他'],
    'refund-without-return': ['Refund without return', '无须退货直接退款'], 'agree-return': ['Return agreed', '同意退货'], 'small-payment': ['Small payment', '小额打款'], 'chat-agreement': ['Agreement by chat', '聊天协商'],
    'application-on-behalf': ['Application for the buyer', '代买家申请'], negotiation: ['Negotiation', '协商'], 'send-replacement': ['Replacement', '补发'], 'answer-rejection': ['Answer to a rejection', '回应拒绝'],
    'return-freight': ['Return freight', '退货运费'], 'platform-intervention': ['The platform reviews', '平台介入'], collected: ['Collected by the carrier', '快递已揽收'], delivered: ['Delivered', '已送达'], signed: ['Signed for', '已签收'],
    returned: ['Went back to the sender', '已退回寄件人'], 'goods-in-order': ['The goods are in order', '验收通过'], true: ['Yes', '是'], false: ['No', '否'],
    refuse: ['Refused', '拒绝维修'], valid: ['Valid', '有效'], suspect: ['To be looked at by an agent', '待人工核实'],
    invalid: ['Not valid', '无效'], 'send-for-repair': ['Sent in for repair', '寄修'],
  },
  finding: {
    'file-empty': ['The file is empty', '文件为空'], 'file-too-large': ['The file is too large', '文件过大'], 'file-type': ['Neither PDF nor picture', '既不是PDF也不是图片'],
    'file-broken': ['The file is broken', '文件损坏'], 'file-encrypted': ['The PDF is encrypted', 'PDF已加密'], 'file-active': ['The PDF holds active content', 'PDF含有活动内容'],
    'file-too-complex': ['The PDF is too complex', 'PDF过于复杂'], 'no-text': ['A picture without text', '图片中没有文字'], 'number-not-in-text': ['Report number not in the report', '报告中没有该报告编号'],
    'serial-not-in-text': ['Serial number not in the report', '报告中没有该序列号'], 'issuer-unknown': ['Issuer not on the list', '出具机构不在名单中'], 'issuer-not-accredited': ['Issuer not accredited on that day', '出具当日机构不在资质有效期内'],
    'dated-before-arrival': ['Dated before the goods arrived', '出具日期早于商品签收'], 'dated-in-future': ['Dated in the future', '出具日期晚于今天'], 'number-used': ['Report number used in another case', '报告编号已在其他售后单使用'],
    'number-of-another-issuer': ['Number used under another issuer', '编号已以另一机构名义使用'], 'file-used': ['File used in another case', '文件已在其他售后单使用'], 'signature-broken': ['Changed after it was signed', '签名后被修改'],
    'signature-partial': ['Added to after it was signed', '签名后有新增内容'], 'signature-foreign': ['Signed by somebody else', '签名者不是出具机构'], 'signature-expired': ['Signed with an expired certificate', '签名时证书已失效'],
    'signature-unreadable': ['Signature cannot be checked', '签名无法自动校验'], 'signature-unconfirmed': ['Signer not known', '签名者未登记'], 'not-signed': ['Not signed', '未签名'],
  },
  breach: {
    'RP-22': ['Not done what the platform had ordered', '未按平台判责结果履行'],
    'RP-20(1)': ['Not repaired and sent back in time, or without a real tracking number', '逾期未完成维修并寄回，或未上传真实物流单号'], 'RP-20(2)': ['Goods or report not received within 7 days', '7日内未收到商品或检测报告'],
    'RP-20(3)': ['Not done what was agreed with the buyer', '未按与买家协商一致的方案处理'], 'RP-20(4)': ['Does not agree to repair', '不同意维修'],
    'RP-20(5)': ['Detection report false, expired or invalid', '检测报告虚假、过期或无效'], 'RP-21': ['Refunded the order without having agreed on it', '未协商一致即对订单退款'],
  },
  field: {
    next: ['What next', '下一步'], merchantShare: ['Merchant’s share (%)', '商家责任比例（%）'], voucherAmount: ['Voucher', '优惠券'], isFinal: ['Final', '终局'], judgement: ['Judgement before', '此前判定'], chosenOffer: ['Buyer chose', '买家选择'], recallReason: ['Why the parcel is to be recalled', '要求拦截快递的原因'], offers: ['Solutions offered', '提供的方案'], offerVoucherAmount: ['Voucher offered', '赠券金额'], remoteRegion: ['Remote region', '偏远地区'], seniorBuyer: ['Senior buyer', '老年买家'],
    foundAt: ['Found', '发现时间'],
    complaintId: ['Complaint', '投诉单号'], subject: ['Subject', '主题'], liableParty: ['Liable', '责任方'], servicePartnerId: ['Service partner', '服务商'], promise: ['Promise', '承诺'], reply: ['Reply', '答复'], fromDeposit: ['From the deposit', '保证金扣除'], owed: ['Owed', '欠款'],
    mostAmount: ['Compensation at most', '赔付上限'], cases: ['Cases of the order', '该订单的售后单'], otherComplaints: ['Other complaints about the order', '该订单的其他投诉'], exemptions: ['Merchant exempt for', '商家免责情形'],
    orderId: ['Order', '订单'], itemName: ['Item', '商品'], paidAmount: ['Paid', '实付'], amount: ['Amount', '申请金额'], refundedAmount: ['Refunded', '已退款'], reason: ['Reason', '原因'],
    quantity: ['Quantity', '数量'], description: ['Buyer’s description', '买家说明'], question: ['Question', '问题'], rejectReason: ['Reason for the rejection', '拒绝原因'],
    rejectExplanation: ['Merchant’s explanation', '商家说明'], explanation: ['Explanation', '说明'], decision: ['Decision', '决定'], answer: ['Answer', '答复'], remedy: ['Remedy', '处理结果'],
    liability: ['Liability', '责任方'], refundAmount: ['Refund', '退款金额'], shippedAt: ['Shipped', '发货时间'], openedAt: ['Opened', '申请时间'], openedBy: ['Opened by', '发起人'], closedAt: ['Closed', '结束时间'], dueAt: ['Due', '截止时间'],
    merchantId: ['Merchant', '商家'], buyerId: ['Buyer', '买家'], type: ['Kind', '类型'], status: ['Status', '状态'], ruleset: ['Rules', '规则版本'], caseId: ['Case', '售后单号'], failure: ['Why', '失败原因'],
    since: ['Since', '起算时间'], carrier: ['Carrier', '快递公司'], trackingNumber: ['Tracking number', '快递单号'], freightPaid: ['Freight the buyer paid', '买家垫付运费'], freightLimit: ['Freight tariff', '运费标准'], freightOpen: ['Freight not yet decided', '待决定的运费'],
    returnAddress: ['Return address', '退货地址'], condition: ['What came back', '退货情况'], outcome: ['Proposal', '协商方案'], message: ['Message', '留言'], choice: ['Choice', '选择'], received: ['Received', '已收到'], recalled: ['Parcel recalled', '快递已拦截'], outOfStock: ['Out of stock', '缺货'],
    etaDays: ['Days on the way', '预计天数'], hours: ['Promised within', '承诺时效'], promisedHours: ['Promised within', '承诺时效'], agreedBy: ['Agreed by', '同意方'], merchantPhone: ['Merchant’s phone', '商家电话'], street: ['Address', '地址'],
    receiver: ['Receiver', '收货人'], phone: ['Phone', '联系电话'], event: ['News', '物流信息'], eventAt: ['At', '时间'], direction: ['Direction', '方向'], sentAt: ['Sent', '寄出时间'], arrivedAt: ['Arrived', '送达时间'], lastEvent: ['Last news', '最新物流'],
    lastEventAt: ['Last news at', '最新物流时间'], percent: ['Percent', '比例'], pieces: ['Pieces', '件数'], from: ['From', '原流程'], to: ['To', '新流程'], flow: ['Goes on as', '后续流程'], limit: ['Tariff', '运费标准'], paid: ['Paid by the buyer', '买家支付'],
    approvedFreight: ['Freight approved', '批准报销的运费'], bearer: ['Who bears it', '承担方'], open: ['Not yet decided', '待决定'], parcel: ['Parcel', '包裹'], shipments: ['Parcels', '包裹'], proposal: ['Proposal', '协商方案'], freight: ['Freight', '邮费'], refundable: ['Refundable', '可退'],
    voucherKind: ['Voucher', '优惠券'], payer: ['Paid by', '承担方'], validUntil: ['Valid until', '有效期至'], voucherId: ['Voucher number', '券号'],
    yearsWithoutHolidayData: ['Counted Monday to Friday, no holidays are known for', '无节假日数据，按周一至周五计算的年份'],
    upheld: ['Upheld', '是否成立'], refundOrder: ['Order refunded', '订单退款'], penalty: ['Penalty', '赔付金额'], penaltyAmount: ['Penalty', '赔付金额'], penaltyProposed: ['Penalty proposed', '建议赔付金额'], penaltyCap: ['Penalty at most', '赔付上限'], breach: ['Breach', '违约'], clause: ['Rule', '规则条款'], merchantExplanation: ['Merchant’s explanation', '商家说明'],
    statement: ['Statement', '陈述'], meetsStandard: ['Qualifies for repair', '符合维修标准'], report: ['Detection report', '检测报告'], reportNumber: ['Report number', '报告编号'],
    reportIssuerId: ['Issued by', '出具机构'], issuer: ['Issued by', '出具机构'], reportDate: ['Issued on', '出具日期'],
    productSerial: ['Serial number', '商品序列号'], findings: ['Found by the check', '校验发现'], valid: ['Report holds', '报告有效'],
    text: ['Rule', '规则'],
  },
};

function word(group, code) {
  const known = Object.hasOwn(WORDS[group], code) ? WORDS[group][code] : null;
  return known ? say(...known) : String(code);
}

const time = new Intl.DateTimeFormat(chinese ? 'zh-CN' : 'en-GB', {
  timeZone: 'Asia/Shanghai', year: 'numeric', month: chinese ? '2-digit' : 'short', day: chinese ? '2-digit' : 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23',
});
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/;
/** Names inside the diagram, the ledger and the tables: of use to programs, not to readers. */
const TECHNICAL = ['refund', 'key', 'freightId', 'returnAddressId', 'addressId', 'shipmentId', 'proposalId', 'commitmentId', 'negotiationId', 'eventId', 'instance', 'processInstanceId', 'reimbursement', 'breachNumber', 'reportEvidenceId', 'evidenceId', 'evidenceIds'];
/** What merchants only need: no facts for those who judge. */
const NOT_FOR_STAFF = ['scripts', 'settingsMissing', 'returnAddresses'];
/** Facts with a place of their own in the tab. */
const OWN_PLACE = ['judgement', 'report', 'breach', 'penaltyProposed', 'penaltyCap', 'rounds', 'evidence'];
const TYPED = [
  'subject', 'description', 'explanation', 'statement', 'rejectExplanation', 'merchantExplanation', 'question', 'recallReason', 'itemName', 'reply', 'message', 'note', 'street', 'receiver', 'phone', 'merchantPhone', 'trackingNumber', 'failure', 'reportNumber', 'productSerial',
];
const WIDE = ['cases', 'otherComplaints', 'exemptions', 'description', 'explanation', 'rejectExplanation', 'question', 'recallReason', 'message', 'returnAddress', 'shipments', 'proposal'];
const MONEY = /amount$|^fromDeposit$|^owed$|freight|^penalty|^refundable$|^limit$|^paid$|^open$|^reimbursed$|^over$|^asked$/i;
/** Keys whose codes have words of their own. */
const GROUPS = { reason: 'reason', type: 'type', caseType: 'type', status: 'status', carrier: 'carrier', condition: 'condition', outcome: 'outcome', event: 'event', lastEvent: 'event', direction: 'direction', step: 'step', voucherKind: 'voucherKind', findings: 'finding', breach: 'breach', openedBy: 'actor' };

const addressLine = (address) => [address.street, address.receiver, address.phone].filter(Boolean).join(say(', ', '，'));
const parcelLine = (parcel) => [parcel.carrier && word('carrier', parcel.carrier), parcel.trackingNumber, parcel.etaDays && say(`(about ${parcel.etaDays} days)`, `（预计 ${parcel.etaDays} 天送达）`)].filter(Boolean).join(' ');

/** The half of a choice's label ("A return / 退货") in the reader's language. */
function inLanguage(label) {
  const halves = label.split(' / ');
  return halves.length === 2 ? halves[chinese ? 1 : 0] : label;
}

/** An amount as our pages write it, such as ¥1,899.00. */
function yuan(text) {
  const [whole, cents = ''] = text.replace('-', '').split('.');
  return `${text.startsWith('-') ? '−' : ''}¥${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${cents.padEnd(2, '0')}`;
}

function textOf(value, key) {
  if (value === null || value === undefined || value === '') {
    return '';
  }
  if (Array.isArray(value)) {
    return value.map((each) => textOf(each, key)).join(typeof value[0] === 'object' ? '\n' : say(', ', '、'));
  }
  if (typeof value === 'object' && value.label && value.value) {
    return inLanguage(value.label);
  }
  if (typeof value === 'object') {
    return value.street ? addressLine(value) : detailsOf(value).map(([label, text]) => `${label}${say(': ', '：')}${text}`).join(' · ');
  }
  const text = String(value);
  if (TYPED.includes(key) || /Id$/.test(key || '')) {
    return text;
  }
  if (INSTANT.test(text)) {
    return time.format(new Date(text));
  }
  if (MONEY.test(key || '') && /^-?\d+(\.\d{1,2})?$/.test(text)) {
    return yuan(text);
  }
  if (['hours', 'promisedHours', 'withinHours'].includes(key) && /^\d+$/.test(text)) {
    return say(`${text} hours`, `${text} 小时内`);
  }
  const own = Object.hasOwn(GROUPS, key || '') ? word(GROUPS[key], text) : text;
  return own !== text ? own : ['status', 'complaintStatus', 'code', 'reason', 'type'].map((each) => word(each, text)).find((each) => each !== text) || text;
}

/** What an agent may offer, by the keys of the form `agent-judges`. */
const OFFERS = { offerExchange: 'exchange', offerRepair: 'repair', offerReturn: 'return-refund', offerExchangeWithVoucher: 'exchange-with-voucher' };

/** Labels and texts of values that belong to one thing; a parcel and an address are one line each. */
function detailsOf(values, kind, step, clause) {
  const rest = { ...values };
  const offers = Object.keys(OFFERS).filter((key) => rest[key] === true).map((key) => OFFERS[key]);
  Object.keys(OFFERS).forEach((key) => delete rest[key]);
  if (offers.length) {
    rest.offers = offers;
  }
  if (rest.isFinal === false) {
    delete rest.isFinal;
  }
  if (step === 'merchant-checks-return' && rest.decision === 'refund') {
    rest.decision = 'goods-in-order';
  }
  const told = [];
  if (rest.carrier || rest.trackingNumber) {
    told.push([word('field', 'parcel'), parcelLine(rest)]);
    ['carrier', 'trackingNumber', 'etaDays'].forEach((key) => delete rest[key]);
  }
  if (rest.street) {
    told.push([word('field', 'returnAddress'), addressLine(rest)]);
    ['street', 'receiver', 'phone'].forEach((key) => delete rest[key]);
  }
  // what was broken stands behind the number of its clause
  if (kind && kind.startsWith('breach-') && clause) {
    told.push([word('field', 'breach'), word('breach', clause)]);
  }
  // a timer's id in the diagram; what a carrier reports has the same name and is news
  if (kind && kind !== 'shipment-event') {
    delete rest.event;
  }
  Object.entries(rest).filter(([key]) => !TECHNICAL.includes(key)).forEach(([key, value]) => told.push([kind && key === 'amount' ? say('Amount', '金额') : word('field', key), textOf(value, key)]));
  return told.filter(([, text]) => text !== '');
}

function element(name, style, ...children) {
  const made = document.createElement(name);
  // through the object model: the webapp's content security policy allows no style attributes
  Object.assign(made.style, style);
  made.append(...children.filter((child) => child !== null && child !== ''));
  return made;
}

async function ask(path, options = {}) {
  const headers = { Accept: 'application/json, application/problem+json', 'X-Requested-With': 'XMLHttpRequest', ...options.headers };
  const response = await fetch(path, { credentials: 'same-origin', ...options, headers });
  const body = await response.json().catch(() => null);
  if (!response.ok) {
    throw new Error(refusal(response.status, body) || (body && body.detail) || say(`The case cannot be read (${response.status}).`, `无法读取售后单（${response.status}）。`));
  }
  return body;
}

/** What the server's "no" to a file means, in the reader's language. */
function refusal(status, body) {
  if (status === 413) {
    return say('The file is larger than 20 MB.', '文件超过20 MB。');
  }
  if (status === 422 && body && (body.errors || []).some((each) => each.field === 'file')) {
    return say('This file is not taken: send a JPEG, PNG, WebP, HEIC, MP4, MOV or PDF file of at most 20 MB that is not empty.', '无法接收该文件：请上传不超过20 MB、非空的 JPEG、PNG、WebP、HEIC、MP4、MOV 或 PDF 文件。');
  }
  return body && String(body.type).endsWith('/enough-evidence') ? say('There are 20 files of the platform in this case, as many as are taken.', '平台在本售后单中已有20个文件，已达上限。') : '';
}

/** The token that the server left in a cookie. */
function csrfToken() {
  const cookie = document.cookie.split('; ').find((each) => each.startsWith('REDRESS-CSRF='));
  return cookie ? decodeURIComponent(cookie.slice('REDRESS-CSRF='.length)) : '';
}

const LARGEST_FILE = 20 * 1024 * 1024;
const sizeText = (bytes) => (bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`);
const filePath = (caseId, evidenceId) => `/api/cases/${encodeURIComponent(caseId)}/evidence/${encodeURIComponent(evidenceId)}`;

function download(caseId, evidenceId, text) {
  const link = element('a', { overflowWrap: 'anywhere' }, text);
  link.href = filePath(caseId, evidenceId);
  link.download = '';
  return link;
}

/** A file's line, with a small picture of it where there is one; a click makes it large and small again, in its place. */
function fileLine(caseId, file, ...about) {
  const words = element('div', { minWidth: '0', overflowWrap: 'anywhere' }, download(caseId, file.evidenceId, file.fileName), ...about);
  if (!file.hasPreview) {
    return words;
  }
  const small = { width: '88px', height: '88px', objectFit: 'cover', cursor: 'zoom-in' };
  const large = { width: 'auto', height: 'auto', objectFit: 'contain', cursor: 'zoom-out' };
  const picture = element('img', { display: 'block', maxWidth: '100%', maxHeight: '85vh', ...small });
  picture.alt = file.fileName;
  picture.loading = 'lazy';
  picture.decoding = 'async';
  picture.src = `${filePath(caseId, file.evidenceId)}/preview`;
  const button = element('button', { flex: 'none', maxWidth: '100%', padding: '0', border: '1px solid #c4cfcb', borderRadius: '4px', overflow: 'hidden', background: '#f3f6f4' }, picture);
  button.type = 'button';
  button.setAttribute('aria-label', say(`Show ${file.fileName} large`, `放大查看 ${file.fileName}`));
  button.setAttribute('aria-expanded', 'false');
  button.addEventListener('click', () => {
    const isLarge = button.getAttribute('aria-expanded') === 'true';
    button.setAttribute('aria-expanded', String(!isLarge));
    Object.assign(picture.style, isLarge ? small : large);
  });
  return element('div', { display: 'flex', flexWrap: 'wrap', gap: '4px 12px', alignItems: 'flex-start' }, button, words);
}

/** The files of both sides and of the platform, and a place to add one. */
function evidence(caseId, files, again) {
  const list = element('ul', { listStyle: 'none', margin: '0 0 8px', padding: '0' });
  for (const file of files) {
    const about = [word('actor', file.side), sizeText(file.size), time.format(new Date(file.uploadedAt))].join(' · ');
    list.append(element('li', { margin: '0 0 6px' }, fileLine(caseId, file, element('div', { color: '#5f6b68', fontSize: '12px' }, about))));
  }
  const fault = element('p', { color: '#b3261e', margin: '4px 0 0' });
  fault.setAttribute('role', 'alert');
  const input = element('input', { display: 'block' });
  input.type = 'file';
  input.accept = '.jpg,.jpeg,.png,.webp,.heic,.heif,.mp4,.m4v,.mov,.pdf';
  input.addEventListener('change', async () => {
    const file = input.files[0];
    fault.textContent = '';
    if (!file) {
      return;
    }
    input.disabled = true;
    try {
      if (file.size > LARGEST_FILE) {
        throw new Error(refusal(413));
      }
      const parts = new FormData();
      parts.append('file', file);
      await ask(`/api/cases/${encodeURIComponent(caseId)}/evidence`, { method: 'POST', body: parts, headers: { 'X-REDRESS-CSRF': csrfToken() } });
      await again();
    } catch (problem) {
      fault.textContent = problem.message;
    } finally {
      input.value = '';
      input.disabled = false;
    }
  });
  const label = element('label', { fontWeight: 'normal', margin: '0' }, say('Add a file (picture, MP4, MOV or PDF, at most 20 MB)', '添加文件（图片、MP4、MOV或PDF，不超过20 MB）'), input);
  return element('section', { margin: '0 0 20px' }, heading(say('Files', '文件')), files.length ? list : element('p', { color: '#5f6b68' }, say('No files yet.', '还没有文件。')), label, fault);
}

const heading = (text) => element('h4', { margin: '0 0 8px' }, text);
const boxed = (...children) => element('section', { border: '1px solid #c4cfcb', borderRadius: '6px', padding: '10px 14px', margin: '0 0 20px', overflowWrap: 'anywhere' }, ...children);
const quoted = (text) => element('blockquote', { margin: '0 0 8px', padding: '2px 0 2px 12px', fontSize: 'inherit', whiteSpace: 'pre-line' }, text);

/** The detection report with what its check found. */
function reportBox(caseId, report) {
  const findings = element('ul', { margin: '0 0 10px', paddingLeft: '20px' });
  (report.findings || []).forEach((finding) => findings.append(element('li', {}, `${chinese ? finding.zh : finding.en} `, element('span', { color: '#4a5754', fontSize: '12px' }, finding.clause))));
  const { findings: _listed, evidenceId, outcome, explanation, ...rest } = report;
  return boxed(heading(`${say('Detection report', '检测报告')}${outcome ? ` – ${word('code', outcome)}` : ''}`),
    (report.findings || []).length ? findings : element('p', { color: '#1b6b34' }, say('The automatic check found nothing wrong with it.', '自动校验未发现问题。')),
    facts(rest), explanation ? quoted(explanation) : null,
    evidenceId ? download(caseId, evidenceId, say('Download the report', '下载检测报告')) : null);
}

/** What the platform asked in a round of evidence, and what each side said and showed. */
function roundBox(caseId, round) {
  const box = boxed(heading(say(`Round ${round.number} of evidence`, `第 ${round.number} 轮举证`)),
    element('p', { color: '#5f6b68' }, round.closedAt ? say(`Closed ${time.format(new Date(round.closedAt))}`, `已于 ${time.format(new Date(round.closedAt))} 结束`) : say('Open', '进行中')),
    round.question ? quoted(round.question) : null);
  for (const side of ['buyer', 'merchant']) {
    const { asked, statement, files } = round[side];
    box.append(element('strong', {}, word('actor', side)));
    box.append(statement ? quoted(statement) : element('p', { color: '#5f6b68' }, asked ? say('Has said nothing.', '未作说明。') : say('Is not asked in this round.', '本轮未被询问。')));
    files.forEach((file) => box.append(element('div', { margin: '0 0 6px' }, fileLine(caseId, file, file.named ? say(' (named as proof)', '（佐证文件）') : ''))));
  }
  return box;
}

/** What was judged before, and what the side that appeals says to it. */
function judgementBox({ explanation, judgedAt, ...rest }, past) {
  const appeal = past.filter((entry) => entry.kind === 'appealed').pop();
  return boxed(heading(word('field', 'judgement')), element('p', { color: '#5f6b68' }, time.format(new Date(judgedAt))), facts(rest), explanation ? quoted(explanation) : null,
    ...(appeal ? [element('strong', {}, `${word('kind', 'appealed')}${say(': ', '：')}${word('actor', appeal.actor.kind)}`), quoted(appeal.details.explanation)] : []));
}

/** What the merchant is said to have broken, and what it may cost. */
function breachBox({ breach, penaltyProposed, penaltyCap, refundable }) {
  return boxed(heading(`${say('Breach', '违约')} ${breach.clause}`),
    element('p', { fontWeight: 'bold' }, breach.text ? breach.text[chinese ? 'zh' : 'en'] : word('breach', breach.clause)),
    breach.explanation ? quoted(breach.explanation) : null,
    breach.merchantExplanation ? element('p', { margin: '0 0 2px' }, word('field', 'merchantExplanation')) : element('p', { color: '#5f6b68' }, say('The merchant has not explained it.', '商家未作说明。')),
    breach.merchantExplanation ? quoted(breach.merchantExplanation) : null,
    facts({ foundAt: breach.openedAt, openedBy: breach.openedBy, penaltyProposed, penaltyCap, refundable }));
}

function facts(values) {
  const list = element('dl', { display: 'grid', gridTemplateColumns: 'repeat(auto-fill, minmax(180px, 1fr))', gap: '10px 20px', margin: '0 0 20px' });
  for (const [key, value] of Object.entries(values)) {
    const text = NOT_FOR_STAFF.includes(key) ? '' : textOf(value, key);
    if (text !== '') {
      const wide = WIDE.includes(key) ? { gridColumn: '1 / -1' } : {};
      list.append(element('div', wide,
        element('dt', { color: '#5f6b68', fontWeight: 'normal', fontSize: '12px' }, word('field', key)),
        element('dd', { margin: '0', whiteSpace: 'pre-line', overflowWrap: 'anywhere' }, text)));
    }
  }
  return list;
}

function timeline(items) {
  const list = element('ol', { listStyle: 'none', margin: '0', padding: '0' });
  const newestFirst = items.map((item, at) => ({ item, at })).sort((a, b) => Date.parse(b.item.at) - Date.parse(a.item.at) || b.at - a.at);
  for (const { item } of newestFirst) {
    // what the details tell with its label is not told twice
    const repeated = item.after && ['outcome', 'event', 'remedy'].some((key) => (item.details || {})[key] === item.after);
    const after = repeated ? '' : textOf(item.after);
    // another step of the same status has no before
    const before = repeated || textOf(item.before) === after ? '' : textOf(item.before);
    const details = detailsOf(item.details || {}, item.kind, item.step, item.clause);
    const actor = item.actor ? [word('actor', item.actor.kind), item.actor.id, item.actor.actingUser && say(`through ${item.actor.actingUser}`, `由 ${item.actor.actingUser} 代为操作`)].filter(Boolean).join(' ') : '';
    list.append(element('li', { borderLeft: '3px solid #c4cfcb', padding: '0 0 12px 12px', overflowWrap: 'anywhere' },
      element('div', {}, element('strong', {}, word('kind', item.kind)), item.clause ? element('span', { color: '#4a5754', fontSize: '12px' }, `  ${item.clause}`) : null),
      before || after ? element('div', {}, before ? `${before} → ${after || '–'}` : after) : null,
      ...details.map(([label, text]) => element('div', { whiteSpace: 'pre-line' }, `${label}${say(': ', '：')}${text}`)),
      element('div', { color: '#5f6b68', fontSize: '12px' }, [time.format(new Date(item.at)), actor, item.step && word('step', item.step)].filter(Boolean).join(' · '))));
  }
  return list;
}

/** A step of the service desk: the complaint, its order with what happened to it before, and for what its merchant is exempt. */
async function showComplaint(node, task) {
  const { timeline: past, complaintId, status, ...rest } = await ask(`/api/complaints/${encodeURIComponent(task.complaintId)}`);
  const { exemptions, ...data } = task.data || {};
  const link = element('a', {}, say('Open on the complaint page', '打开投诉页面'));
  link.href = `/#/complaints/${encodeURIComponent(complaintId)}`;
  link.target = '_blank';
  link.rel = 'noopener';
  node.replaceChildren(
    element('h3', { margin: '0 0 4px' }, `${say('Complaint', '投诉单')} ${complaintId}`),
    element('p', { margin: '0 0 4px' }, link),
    element('p', { color: '#5f6b68', fontSize: '12px', margin: '0 0 14px' }, say('Times: Asia/Shanghai (UTC+8)', '时间均为北京时间（Asia/Shanghai，UTC+8）')),
    facts({ ...rest, ...data, status: word('complaintStatus', status) }),
    ...(exemptions || []).map((each) => element('p', { borderLeft: '3px solid #b26a00', padding: '4px 0 4px 12px', margin: '0 0 12px' },
      element('strong', {}, `${word('field', 'exemptions')}${say(': ', '：')}${word('code', each.promise)}  ${each.clause}`), element('br', {}), say(each.text.en, each.text.zh))),
    element('h4', { margin: '0 0 8px' }, say('What has happened', '进展')),
    timeline(past));
}

async function show(node, taskId) {
  const task = await ask(`/api/tasks/${encodeURIComponent(taskId)}`);
  if (task.complaintId) {
    await showComplaint(node, task);
    return;
  }
  const path = `/api/cases/${encodeURIComponent(task.caseId)}`;
  const [its, past, files] = await Promise.all([
    ask(path), ask(`${path}/timeline?page=0&size=200`),
    // some of the staff may not see the files
    ask(`${path}/evidence`).catch(() => null),
  ]);
  const data = task.data || {};
  const plain = Object.fromEntries(Object.entries(data).filter(([key]) => !OWN_PLACE.includes(key) && !(data.breach && key === 'refundable')));
  const { caseId, deadline, platformStatus, ...rest } = its;
  // goods that are exchanged, sent after or repaired are about no sum of money
  if (['exchange', 'reship', 'repair'].includes(its.type)) {
    delete rest.amount;
    delete plain.amount;
  }
  const link = element('a', {}, say('Open on the case page', '打开售后单页面'));
  link.href = `/#/cases/${encodeURIComponent(caseId)}`;
  link.target = '_blank';
  link.rel = 'noopener';
  node.replaceChildren(
    element('h3', { margin: '0 0 4px' }, `${say('Case', '售后单')} ${caseId}`),
    element('p', { margin: '0 0 4px' }, link),
    element('p', { color: '#5f6b68', fontSize: '12px', margin: '0 0 14px' }, say('Times: Asia/Shanghai (UTC+8)', '时间均为北京时间（Asia/Shanghai，UTC+8）')),
    ...(data.breach ? [breachBox(data)] : []),
    ...(data.judgement ? [judgementBox(data.judgement, past.items)] : []),
    ...(data.report ? [reportBox(caseId, data.report)] : []),
    ...(data.rounds || []).map((round) => roundBox(caseId, round)),
    facts({ ...rest, ...plain, status: its.status, ...(deadline ? { dueAt: deadline.dueAt } : {}) }),
    ...(files ? [evidence(caseId, files.items, () => show(node, taskId))] : []),
    heading(say('What has happened', '进展')),
    timeline(Array.isArray(past) ? past : past.items));
}

export default {
  id: 'case-tab',
  pluginPoint: 'tasklist.task.detail',
  // right after the form (1000)
  priority: 900,
  properties: { label: say('Case', '售后单') },

  render(node, { taskId }) {
    const box = element('div', { padding: '14px 4px', maxWidth: '900px' }, say('Loading …', '加载中……'));
    box.setAttribute('role', 'region');
    box.setAttribute('aria-label', say('Case', '售后单'));
    node.replaceChildren(box);
    show(box, taskId).catch((problem) => {
      const sentence = element('p', { color: '#b3261e' }, problem.message);
      sentence.setAttribute('role', 'alert');
      box.replaceChildren(sentence);
    });
  },

  // each drawing has its own node: an answer that comes after the tab was left changes nothing that is seen
  unmount() {},
};
