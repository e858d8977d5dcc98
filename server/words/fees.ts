/** Headings of the table of fees, in the order of its columns. */
export const FEE_HEADINGS = [
  '月份',
  '区域编码',
  '区域',
  '在用设备（台）',
  '政府承担入网费（台）',
  '政府承担入网费（元）',
  '自费入网（台）',
  '自费入网费（元）',
  '政府承担服务费（台）',
  '政府承担服务费（元）',
  '自费服务（台）',
  '自费服务费（元）',
  '年龄不明（台）',
  '没有收费规则（台）',
] as const

/** What stands in place of an area in the last row. */
export const FEE_TOTAL = '合计'
export const FEE_SHEET = '费用'
