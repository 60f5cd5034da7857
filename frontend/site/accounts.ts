/** The customers of the demo wallet and what one can try with each. */

export interface DemoAccount {
  phone: string;
  name: string;
  state: string;
}

export const DEMO_ACCOUNTS: readonly DemoAccount[] = [
  { phone: "13800000001", name: "张伟", state: "账户正常，未开二次验证" },
  { phone: "13800000002", name: "李娜", state: "密码错误次数过多，已锁定" },
  { phone: "13800000003", name: "王强", state: "异常登录，已锁定" },
  { phone: "13800000004", name: "刘洋", state: "多笔付款失败，原因各异" },
  { phone: "13800000005", name: "陈静", state: "两笔充值已扣款未到账" },
  { phone: "13800000006", name: "赵磊", state: "昨夜有三笔可疑转账" },
  { phone: "13800000007", name: "黄敏", state: "账户已冻结" },
  { phone: "13800000008", name: "周婷", state: "有可退、退款中和已退的付款" },
  { phone: "13800000009", name: "吴芳", state: "只能用邮箱收验证码" },
  { phone: "13800000010", name: "郑凯", state: "长期未使用，已锁定" },
  { phone: "13800000011", name: "孙丽", state: "一笔提现处理中，一笔被银行退回" },
  { phone: "13800000012", name: "马超", state: "两项自动续费，上月有一项扣了两次" },
  { phone: "13800000013", name: "朱红", state: "证件过期，账户受限" },
  { phone: "13800000014", name: "何军", state: "被法院冻结" },
  { phone: "13800000015", name: "林小雨", state: "未成年，昨夜付给游戏 648 元" },
  { phone: "13800000016", name: "Anna Schmidt", state: "外籍，护照认证，使用英语" },
  { phone: "13800000017", name: "高伟", state: "已开二次验证，付款失败但银行已扣款" },
  { phone: "13800000018", name: "罗燕", state: "想注销，还有余额、退款和银行卡" },
];
