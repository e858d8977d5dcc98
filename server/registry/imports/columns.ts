import { areaLevel, deviceClass, flags, sex, yesNo } from './choice.ts'
import { areaCodeColumn, column, dateColumn, deviceColumn, idColumn, nameColumn, phoneColumn, text } from './column.ts'

/** A file of homes: a row per resident, with the home that resident lives in; rows of one address share a home. */
export const HOME_COLUMNS = {
  community: column('社区', 'text', text(64), '幸福社区', {
    missing: 'community_missing',
    also: ['所属社区', '村居', '社区名称', 'community'],
  }),
  address: column('地址', 'text', text(200), '幸福里1号楼2单元301', {
    missing: 'address_missing',
    also: ['住址', '家庭住址', '详细地址', '居住地址', 'address'],
  }),
  doorNote: column('门口提示', 'text', text(500), '请大声敲门', { also: ['敲门提示', '备注', 'door note'] }),
  name: nameColumn('姓名', '王秀兰', { missing: 'name_missing', also: ['老人姓名', '服务对象', 'name'] }),
  sex: column('性别', 'sex', sex, '女', { also: ['sex', 'gender'] }),
  idNumber: idColumn('身份证号', '999999194003080023', {
    also: ['身份证', '身份证号码', '公民身份号码', '证件号码', 'id number'],
  }),
  bornOn: dateColumn('出生日期', '1940-03-08', {
    also: ['生日', '出生年月日', '出生年月', 'born on', 'date of birth'],
  }),
  livesAlone: column('独居', 'yes_no', yesNo, '是', { also: ['是否独居', 'lives alone'] }),
  flags: column('健康状况', 'flags', flags, '心脏病、听力差', { also: ['健康情况', '疾病', 'conditions'] }),
  contact1Name: nameColumn('联系人1姓名', '李红', { also: ['联系人', '联系人姓名', '紧急联系人', 'contact 1 name'] }),
  contact1Relation: column('联系人1关系', 'text', text(32), '女儿', {
    also: ['关系', '联系人关系', 'contact 1 relation'],
  }),
  contact1Phone: phoneColumn('联系人1电话', '10000000001', {
    also: ['联系电话', '联系人电话', '紧急联系电话', 'contact 1 phone'],
  }),
  contact2Name: nameColumn('联系人2姓名', '', { also: ['contact 2 name'] }),
  contact2Relation: column('联系人2关系', 'text', text(32), '', { also: ['contact 2 relation'] }),
  contact2Phone: phoneColumn('联系人2电话', '', { also: ['contact 2 phone'] }),
  device: deviceColumn('设备编号', '', { also: ['呼叫器编号', '设备号', 'device'] }),
} as const

/** A file of devices: each goes into stock, with a secret of its own. */
export const DEVICE_COLUMNS = {
  id: deviceColumn('设备编号', 'AL1-000001', {
    missing: 'device_id_missing',
    also: ['呼叫器编号', '设备号', 'device', 'id'],
  }),
  model: column('型号', 'text', text(64), 'AL-1', { missing: 'model_missing', also: ['设备型号', 'model'] }),
  class: column('供电方式', 'class', deviceClass, '插电', {
    missing: 'class_missing',
    also: ['类别', '类型', 'class'],
  }),
} as const

/** A file of areas: the tree from the top, each with the code of the one above it, in any order of rows. */
export const AREA_COLUMNS = {
  code: areaCodeColumn('编码', '120101001', { missing: 'area_code_missing', also: ['代码', '区域编码', 'code'] }),
  name: column('名称', 'text', text(64), '劝业场街道', { missing: 'area_name_missing', also: ['区域名称', 'name'] }),
  level: column('级别', 'level', areaLevel, '街道', { missing: 'level_missing', also: ['层级', 'level'] }),
  parent: areaCodeColumn('上级编码', '120101', { also: ['上级代码', '上级', 'parent'] }),
} as const
