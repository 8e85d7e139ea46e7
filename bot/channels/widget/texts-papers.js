// Every word of the dialog in which papers are handed in.

const RULES = ({ types, megabytes, most }) => `可以传${types.join('、')}，每份不超过 ${megabytes} MB，一共最多 ${most} 份。`;

export const P = {
  title: '交材料',
  number: (number) => `申请编号 ${number}`,
  close: '关上交材料的窗口',
  list: '要交的材料',
  loading: '正在看您交过哪些材料……',
  again: '再试一次',

  lead: '下面这些材料，手边有的，拍张照就能传。没有的也不要紧，到时候带到窗口来。',
  leadNothing: '有什么和事情有关的材料，拍张照就能传，也可以到时候带到窗口来。',
  leadAsked: '工作人员看过您的申请了，还差下面这些。拍照传上来，或者带到窗口来，都可以。',
  due: (date) => `请在${date}之前（含当天）交齐。`,
  over: (state) => `这件申请现在是「${state}」，不用再交材料了。`,
  others: '别的材料',
  othersHint: '上面没有提到，但您觉得有用的，也可以传。',
  safe: '照片和文件加密保存，只有办理您这件申请的工作人员看得到。',
  rules: RULES,

  choose: '拍照或选文件',
  more: '再传一份',
  other: '传别的材料',
  bring: '我到时候带去',
  sent: (n) => `已交 ${n} 份`,
  brought: '到时候带去',
  willBring: '到时候带到窗口',
  size: (mb) => (mb < 0.1 ? '不到 0.1 MB' : `${mb.toFixed(1)} MB`),

  remove: '删除',
  notBring: '不带了',
  removeAsk: '要删掉这份吗？',
  removeYes: '删掉',
  removeNo: '留着',

  waiting: '等前面的传完',
  sending: (percent) => `正在传 ${percent}%`,
  finishing: '快好了……',
  stop: '不传了',
  known: '知道了',
  unreached: '没有连上，这一步还没有办成。请再试一次。',
  unsent: '没有连上，这份还没有传上去。文件还在这里，可以再试一次。',

  empty: (name) => `「${name}」是空的，没有传。请重新选一个。`,
  tooLarge: (name, mb) => `「${name}」超过 ${mb} MB，没有传。请把照片拍小一点，或者分成几份。`,
  heic: (name) => `「${name}」是苹果手机的 HEIC 照片，这里打不开。请截一张图再传。`,
  wrongType: (name, types) => `「${name}」这种文件收不了，没有传。可以收的是：${types.join('、')}。拍张清楚的照片就行。`,

  saySending: (name) => `正在传${name}`,
  saySent: (name) => `${name}，传好了`,
  sayRemoved: (name) => `${name}，已经删掉`,
  sayBring: (name) => `记下了，到时候带来：${name}`,

  done: '好了',
  later: '以后再交',
  complete: '都交齐了',
  missingAsk: (n) => `还有 ${n} 样没有传，也没有说要带来。真的都交齐了吗？`,
  missingNo: '还没有',
  missingYes: '交齐了',
  thanks: '好的，已经告诉工作人员：您的材料交齐了。',
  thanksMore: '他们会接着审查。您可以随时凭申请编号来问进度。',
  underWayAsk: '还有材料没有传完，现在关上就不传了。',
  underWayNo: '接着传',
  underWayYes: '关上',
};
