// Every word the citizen reads, in one place.

export const HUMAN_REQUEST = '我要找人工';
export const HOTLINE = '12348';

export const T = {
  name: '法问',
  role: '公共法律服务助手',
  launcher: '法律咨询',
  launcherUnread: '法律咨询，有新回复',
  panel: '法问法律咨询窗口',
  large: '大字',
  leave: '快速离开',
  leaveHint: '马上清除这里的记录并离开本页，也可以连按两次 Esc 键',
  leaveOnceMore: '再按一次 Esc 键，马上离开本页。',
  close: '收起咨询窗口',
  forget: '清除记录',
  conversation: '对话内容',
  log: '对话记录',
  human: '找人工',
  call: `拨打 ${HOTLINE}`,
  callLabel: `拨打 ${HOTLINE} 公共法律服务热线`,

  input: '请写下您的问题',
  placeholder: '写下问题或者回答',
  send: '发送',
  left: (n) => `还可以写 ${n} 个字`,
  over: (n) => `多了 ${n} 个字，请分成两次发送`,

  authors: { citizen: '您', bot: '法问', staff: '工作人员', system: '提示' },
  says: { citizen: '您说：', bot: '法问回答：', staff: '工作人员回复：', system: '提示：' },
  states: {
    bot: '智能助手解答，供您参考',
    queued: '正在排队，等候工作人员',
    staff: '工作人员正在为您解答',
    closed: '这次咨询已经结束',
  },
  humanStates: { bot: '找人工', queued: '排队中', staff: '接待中', closed: '找人工' },
  typing: { bot: '法问正在回复', staff: '工作人员正在输入' },
  stillTyping: '还在查找，请您稍等',

  delivery: { sending: '发送中', waiting: '稍后自动发送', unsent: '未发送，点此重试' },
  newMessages: '有新消息',
  loading: '正在取回您之前的对话……',
  offline: '连接中断，正在重连……',
  offlineUnsent: `连接中断，正在重连……您写的话已经保存，连上后会自动发送。着急请拨打 ${HOTLINE}。`,
  busy: (s) => `现在咨询的人比较多。您的话已经记下，大约 ${s} 秒后自动发送，请不要离开。`,
  refused: '这条消息没能发送，请您改一改再试。',
  gone: '之前的对话已经找不到了，可能已经清除。您可以重新开始，输入框里的字会保留。',
  restart: '重新开始',
  closed: '这次咨询已经结束。还有别的问题，可以开始新的咨询。',
  startNew: '开始新的咨询',

  forgetTitle: '清除这台设备上的记录？',
  forgetBody: '清除以后，这台手机或电脑上不再显示这次对话，也找不回来。',
  forgetWaiting: '您正在等工作人员回复，清除后在这里就看不到回复了。',
  forgetYes: '清除',
  forgetNo: '先不清除',

  carryTitle: '要接着您带来的对话吗？',
  carryBody: '这台设备上已经有一个对话。换成带来的以后，现在这个就不再显示，也找不回来。',
  carryYes: '接着带来的对话',
  carryNo: '不用',
  carrying: '正在接上您带来的对话……',
  carryLeft: '好的，没有换。带来的对话还在，有效期内再点开那个链接就能接着聊。',
  carryOffline: '网络断了，还没有接上您带来的对话，连上后会自动接上。',
  carryRefused: '没能接上您带来的对话。请回到原来的对话里，再要一个新的链接。',
  carryAgain: '再试一次',

  basis: '依据的法律条文（点开看原文）',
  basisWithoutText: '依据的法律条文（点开看）',
  noText: '原文尚未导入，请以官方公布的文本为准。',
  effective: (date) => `${date}起施行`,
  source: '来源：',
  yesterday: '昨天 ',
};

export const WELCOME = {
  title: '您好，我是法问',
  lead: '遇到法律上的难事，可以慢慢说给我听。',
  can: {
    title: '我可以帮您',
    items: [
      '解答工资、婚姻家庭、借钱、邻里等常见法律问题，附上法律条文',
      '看看您大概能不能申请法律援助，帮您填好交上去，再告诉您进度',
      '帮您约人民调解、公证和律师回电',
      '想找真人时，告诉您怎么联系工作人员',
    ],
  },
  note: {
    title: '请您知道',
    items: [
      '我是智能助手，不是律师。回答供您参考，不能代替律师的意见。',
      '不必填写姓名和身份证号，把事情说清楚就可以。',
      '家里别人也用这台设备？用完请点「清除记录」。',
    ],
  },
  danger: ['如果有人正在伤害您，', '请马上拨打 110'],
  ask: '您可以这样问',
  samples: [
    '老板拖欠工资，怎么要回来？',
    '家里人打我，我该怎么办？',
    '想离婚，孩子归谁抚养？',
    '怎样申请免费的法律援助？',
  ],
};
