export const en = {
  app: {
    name: 'Redress', tagline: 'After-sales, with a clock', language: 'Language', skip: 'Skip to content', signOut: 'Sign out',
    signedInAs: 'Signed in as {user}', zone: 'Times: Asia/Shanghai (UTC+8)', menu: 'Pages', loading: 'Loading …', refresh: 'Refresh',
    back: 'Back', cancel: 'Cancel', none: 'None', copy: 'Copy', close: 'Close', notFound: 'This page does not exist.', home: 'To the start page',
    more: 'Show more', updated: 'Updated {time}', optional: 'optional', clause: 'Rule {clause}',
  },
  nav: {
    tasks: 'To do', cases: 'Cases', orders: 'Orders', account: 'Account', import: 'Import', clock: 'Clock', tasklist: 'Tasklist',
    cockpit: 'Cockpit', admin: 'Admin', myCases: 'My cases', myOrders: 'My orders',
  },
  role: {
    BUYER: 'Buyer', MERCHANT: 'Merchant', AGENT: 'Agent', SUPERVISOR: 'Supervisor', SERVICE_DESK: 'Service desk',
    PROCESS_OWNER: 'Process owner', FINANCE: 'Finance', INTEGRATION: 'Shop', ADMIN: 'Administrator',
  },
  signIn: {
    title: 'Sign in', user: 'User name', password: 'Password', submit: 'Sign in', failed: 'User name or password is wrong.',
    missing: 'Enter your user name and your password.', expired: 'Your session has ended. Sign in again; you come back to where you were.',
    demo: 'This is a demonstration. The password is the same as the user name:', show: 'Show password', hide: 'Hide password',
    promise: 'Refunds, returns and repairs that are answered before the deadline, or decided by it.',
  },
  countdown: {
    left: '{time} left', overdue: 'overdue', none: 'no deadline', due: 'due {time} (UTC+8)', spoken: '{hours} h {minutes} min left',
    passing: 'The deadline has passed. What the rules provide for happens within a minute.',
    soon: 'Less than 12 hours are left.', hour: 'Less than one hour is left.', hint: 'hours : minutes until the deadline',
  },
  task: {
    title: 'To do', count: '{count} open', filtered: '{shown} of {count}', step: 'Step', allSteps: 'All steps', search: 'Order, item or case',
    empty: 'Nothing to do. New steps appear here by themselves.', emptyFilter: 'No open step matches.', pick: 'Choose a step on the left.',
    keys: 'Arrow keys move, Enter opens.', submit: 'Send answer', sending: 'Sending …', done: 'Sent. Here is the next one.', doneLast: 'Sent. Nothing else is waiting.',
    gone: 'This step is gone', goneText: 'Somebody has answered it, or its deadline has passed. The list has been refreshed.', next: 'Next: {name}',
    facts: 'What it is about', answer: 'Your answer', cut: 'Only the {count} most urgent steps are shown.', due: 'Due',
    formBroken: 'This form cannot be drawn. Reload the page, and tell the platform if it happens again.', openCase: 'Open case {case}',
    fault: 'Some answers cannot be accepted:', check: 'Check the marked fields.', backToList: 'Back to the list', newer: 'New steps have arrived.',
  },
  case: {
    title: 'Case {case}', list: 'Cases', mine: 'My cases', empty: 'No cases yet.', emptyFilter: 'No case matches.', timeline: 'What has happened', status: 'Status', type: 'Kind',
    amount: 'Amount', refunded: 'Refunded', reason: 'Reason', order: 'Order', item: 'Item', merchant: 'Merchant', buyer: 'Buyer', opened: 'Opened',
    closed: 'Closed', deadline: 'Deadline', platformStatus: 'Platform status', ruleset: 'Rules', caseNo: 'Case', description: 'Description', question: 'Question',
    waitsFor: 'Waiting for {whose}', waitsForYou: 'Waiting for you', search: 'Case, order, merchant or buyer', all: 'All', open: 'Open', onlyClosed: 'Closed',
    withdraw: 'Withdraw', withdrawTitle: 'Withdraw this case?', withdrawText: 'The request for a refund ends. You may ask again while the period for it is open.',
    withdrawYes: 'Withdraw the case', withdrawNo: 'Keep it', withdrawn: 'The case is withdrawn.', shorten: 'Shorten the deadline', shortenHours: 'Hours the merchant keeps',
    shortenHint: 'At least 24 h must remain, and a deadline is never moved later.', shortenNew: 'New deadline: {time}', shortenDone: 'The deadline is now {time}.',
    shortenYes: 'Shorten', ask: 'Ask the merchant', askQuestion: 'Question', askHint: 'The clock does not stop while the merchant answers.', askYes: 'Send question',
    askDone: 'The question was sent.', tasklist: 'Open Tasklist', cut: 'Only the {count} newest cases are shown. Enter a case number to open an older one.', goTo: 'Open case',
  },
  order: {
    title: 'Orders', mine: 'My orders', empty: 'No orders yet.', paid: 'Paid', refundable: 'Refundable', confirmed: 'Confirmed', shipped: 'Shipped', received: 'Received',
    notShipped: 'Not shipped', promised: 'Ships by {time}', quantity: 'Quantity', apply: 'Ask for a refund', nothingLeft: 'Nothing is left to refund.', openCase: 'See the case',
    freight: 'of which freight', receivedAt: 'Received {time}', shippedAt: 'Shipped {time}', orderNo: 'Order {order}', search: 'Order or item', emptyFilter: 'No order matches.',
  },
  apply: {
    title: 'Ask for a refund', reason: 'Reason', chooseReason: 'Choose a reason', amount: 'Amount in CNY', amountHint: 'Up to {amount}, what you really paid. Coupons are not returned.',
    description: 'What happened', descriptionHint: 'The merchant reads this.', submit: 'Ask for the refund', sending: 'Sending …', notFound: 'There is no such order of yours.',
    what: 'The merchant has 48 hours to answer. Without an answer you are refunded automatically. You may withdraw until the money has been paid.',
    'reason-missing': 'Choose a reason.', 'amount-missing': 'Enter an amount.', 'amount-malformed': 'Enter an amount such as 129.90, with at most two decimals.',
    'amount-zero': 'The amount must be more than zero.', 'amount-too-high': 'At most {amount} can be refunded.', 'description-long': 'At most 500 characters.', done: 'Your request is open.',
  },
  account: {
    title: 'Account', of: 'Account of merchant {merchant}', balance: 'Balance', deposit: 'Deposit', receivable: 'Owed to the platform', entries: 'Entries', at: 'Time',
    account: 'Account', amount: 'Amount', purpose: 'Purpose', caseNo: 'Case', empty: 'No entries yet.', merchantId: 'Merchant number', show: 'Show',
  },
  import: {
    title: 'Import orders', intro: 'The export of a merchant’s back office, as downloaded: CSV or XLSX with Chinese headers. Nothing has to be changed in it.',
    file: 'Export file', choose: 'Choose a file', drop: 'or drop it here', chosen: '{name} · {size}', merchantId: 'Merchant number', merchantHint: 'When the file has no column 商家ID.',
    buyerId: 'Buyer', buyerHint: 'When the file has no column 买家ID.', submit: 'Import', uploading: 'Uploading: {percent} %', reading: 'Uploaded. Reading the rows …',
    missing: 'Choose a CSV or XLSX file.', wrongKind: 'Only .csv and .xlsx files can be read.', tooLarge: 'The file is larger than 128 MB.', done: 'Import finished', total: 'Rows', new: 'New', changed: 'Changed',
    unchanged: 'Unchanged', refused: 'Refused', row: 'Row', column: 'Column', why: 'Reason', noneRefused: 'Every row was taken.', refusedRows: 'Refused rows', abort: 'Stop', cut: 'The first {count} refused rows are shown.',
  },
  clock: {
    title: 'Clock of the demonstration', now: 'It is now', advance: 'Move on by', hours: '{hours} h', days: '{days} days', to: 'Move on to', set: 'Move the clock',
    moving: 'Deadlines on the way are running, in time order …', moved: 'It is now {time}.', forward: 'The clock only moves forward.', unavailable: 'This server has no clock to move: it does not run the profile “demo”.',
    hint: 'Everything that falls due on the way happens, in the order of its time.', tools: 'Tools of the engine',
  },
  fields: {
    rejectExplanation: 'Merchant’s explanation', orderId: 'Order', itemName: 'Item', amount: 'Amount', reason: 'Reason', description: 'Buyer’s description', question: 'Question', paidAmount: 'Paid', refundable: 'Refundable',
    quantity: 'Quantity', buyerId: 'Buyer', merchantId: 'Merchant', caseId: 'Case', caseType: 'Kind', type: 'Kind', rejectReason: 'Reason for the rejection', explanation: 'Explanation', decision: 'Decision',
    shippedAt: 'Shipped', promisedShipAt: 'Promised to ship by', receivedAt: 'Received', confirmedAt: 'Confirmed', openedAt: 'Opened', dueAt: 'Due', answer: 'Answer', refundId: 'Refund', freight: 'Freight',
    category: 'Category', status: 'Status', remedy: 'Remedy', liability: 'Liability', refundAmount: 'Refund', note: 'Note', at: 'Time', calendar: 'Calendar', reference: 'Reference', refundedAmount: 'Refunded', failure: 'Why', yearsWithoutHolidayData: 'Counted Monday to Friday, no holidays are known for',
  },
  status: {
    'awaiting-buyer-confirmation': 'Buyer to confirm', 'merchant-to-decide': 'Merchant to decide', 'buyer-to-answer': 'Buyer to answer', 'buyer-to-ship': 'Buyer to ship',
    'merchant-to-check': 'Merchant to check', 'merchant-to-ship': 'Merchant to ship', 'merchant-to-inspect': 'Merchant to inspect', 'merchant-to-repair': 'Merchant to repair',
    'merchant-to-ship-back': 'Merchant to ship back', 'buyer-to-choose': 'Buyer to choose', 'buyer-to-confirm': 'Buyer to confirm receipt', negotiating: 'Negotiating',
    'platform-reviewing': 'Platform reviews', refunding: 'Being refunded', refunded: 'Refunded', exchanged: 'Exchanged', reshipped: 'Reshipped', repaired: 'Repaired',
    'returned-unrepaired': 'Returned unrepaired', settled: 'Settled', withdrawn: 'Withdrawn', 'closed-buyer-overdue': 'Closed, buyer overdue', 'closed-by-platform': 'Closed by the platform',
  },
  type: { 'refund-only': 'Refund only', 'return-refund': 'Return and refund', exchange: 'Exchange', reship: 'Reship', repair: 'Repair' },
  reason: {
    quality: 'Quality problem', damaged: 'Arrived damaged', 'wrong-item': 'Wrong item', 'missing-item': 'Something is missing', 'not-as-described': 'Not as described',
    'no-reason': 'No longer wanted', 'late-delivery': 'Delivered too late', 'not-received': 'Not received', other: 'Other',
  },
  step: {
    'merchant-decides-refund': 'Decide on refund', 'merchant-supplies-information': 'Supply information', 'buyer-answers-rejection': 'Answer rejection', 'agent-judges': 'Judge the case',
  },
  whose: { buyer: 'the buyer', merchant: 'the merchant', agent: 'the platform', platform: 'the platform', 'service-desk': 'the service desk', supervisor: 'the supervisor' },
  actor: { buyer: 'Buyer', merchant: 'Merchant', agent: 'Agent', automatic: 'Automatic' },
  code: {
    supervisor: 'Supervisor', agree: 'Agreed', reject: 'Rejected', resubmit: 'Resubmitted', intervene: 'Asked the platform', negotiate: 'Wants to negotiate', refund: 'Refund', dismiss: 'Dismissed',
    'not-proven': 'Not proven', 'buyer-caused': 'Caused by the buyer', 'already-shipped': 'Already shipped', 'already-compensated': 'Already compensated', 'not-covered': 'Not covered',
    merchant: 'Merchant', buyer: 'Buyer', both: 'Both', carrier: 'Carrier', platform: 'Platform', none: 'Nobody', deposit: 'Deposit', balance: 'Balance', receivable: 'Receivable',
    'merchant-balance': 'Balance', 'merchant-deposit': 'Deposit', 'merchant-receivable': 'Receivable', credit: 'Credit', funding: 'Refund to the buyer', settlement: 'What was owed is settled', 'weekdays-only': 'Monday to Friday (no holiday data)',
  },
  kind: {
    opened: 'Case opened', 'status-changed': 'Status changed', 'step-opened': 'Step opened', 'step-completed': 'Step answered', 'deadline-set': 'Deadline set', 'deadline-passed': 'Deadline passed',
    'deadline-moved': 'Deadline moved', reminded: 'Reminder', escalated: 'Escalated', resubmitted: 'Submitted again', 'information-requested': 'Merchant asked for information', withdrawn: 'Case withdrawn',
    'refund-decided': 'Refund decided', 'refund-sent': 'Refund on its way', 'refund-succeeded': 'Refund paid', 'refund-failed': 'Refund failed', 'refund-cancelled': 'Refund cancelled',
    'refund-stuck': 'Refund stuck, the platform looks into it',
  },
  timeline: { empty: 'Nothing yet.', through: 'through {who}' },
  problem: {
    unreachable: 'The server cannot be reached. Check the connection and try again.', other: 'The server could not do this. Try again; if it stays, tell the platform.', '400': 'The server did not understand the request.',
    '401': 'Sign in first.', '403': 'You are not allowed to do this.', '404': 'There is nothing here that you may see.', '409': 'The state of the case does not allow this any more.', '413': 'The file is too large.',
    '415': 'This kind of file cannot be read.', '422': 'Some values cannot be accepted.', '429': 'Too many requests. Wait a moment.', title: 'That did not work', retry: 'Try again',
  },
  form: {
    required: 'Answer this.', pattern: 'This does not have the expected format.', amount: 'Enter an amount such as 129.90.', minLength: 'At least {limit} characters.', maxLength: 'At most {limit} characters.',
    min: 'At least {limit}.', max: 'At most {limit}.', number: 'Enter a number.', select: 'Choose', search: 'Search',
  },
};

export type Messages = typeof en;
