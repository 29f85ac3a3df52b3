"""Makes data/hanzi.txt, the common characters in three bands, from pypinyin's word list and the words of sheets below.

Run as `python scripts/make_hanzi.py`, or with --check to see whether the file is what it would write. The bands tell
which of several encodings a file is in: in the wrong one its text comes out as rare characters.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

TARGET = Path(__file__).parent.parent / "src" / "crmcli" / "data" / "hanzi.txt"
BANDS = (700, 1700, 3300)  # a band ends with this rank

# What idioms and dictionaries say little about: the words of sheets, of firms, of addresses and of people's names.
SHEET_WORDS = """
姓名 公司 单位 企业 职务 职位 部门 电话 手机 座机 传真 邮箱 邮件 微信 地址 网址 网站 邮编 备注 说明 来源 渠道 客户
联系人 联系方式 编号 序号 名称 类型 性别 生日 行业 规模 省份 城市 区县 国家 地区 标签 状态 阶段 等级 级别 负责人 跟进
时间 日期 金额 预算 需求 产品 数量 单价 订单 合同 签订 商机 成交 报价 意向 潜在 流失 活动 展会 签到 签名 展位 展馆
会员 积分 余额 消费 购买 次数 最近 首次 下次 上次 添加 创建 更新 导入 导出 模板 选项 必填 示例 合计 总计 小计 共计
制表 审核 填表 统一社会信用代码 有限责任公司 股份 集团 科技 技术 贸易 实业 商贸 电子 机械 设备 制造 工程 建筑 装饰
材料 化工 医药 医疗 器械 食品 餐饮 酒店 服装 纺织 家具 物流 运输 供应链 咨询 管理 服务 教育 培训 文化 传媒 广告 网络
信息 软件 数据 智能 汽车 配件 五金 塑料 包装 印刷 农业 能源 环保 投资 金融 保险 房地产 物业 进出口 国际 分公司 事业部
工厂 中心 研究院 学校 大学 医院 银行 商行 经营部 董事长 总经理 副总 经理 主管 主任 总监 工程师 采购 销售 市场 财务
人事 行政 技术员 助理 秘书 顾问 老板 店长 女士 先生 北京 上海 天津 重庆 广东 广州 深圳 东莞 佛山 珠海 浙江 杭州 宁波
温州 义乌 江苏 南京 苏州 无锡 山东 济南 青岛 福建 厦门 泉州 河北 石家庄 河南 郑州 湖北 武汉 湖南 长沙 四川 成都 陕西
西安 辽宁 沈阳 大连 吉林 黑龙江 哈尔滨 安徽 合肥 江西 南昌 广西 南宁 海南 贵州 贵阳 云南 昆明 西藏 甘肃 兰州 青海 宁夏
新疆 内蒙古 香港 澳门 台湾 台北 新北 高雄 台中 台南 桃园 省 市 区 县 镇 乡 村 街道 路 号 弄 楼 栋 座 层 室 单元 大厦
广场 花园 工业园 开发区 高新区 王 李 张 刘 陈 杨 黄 赵 吴 周 徐 孙 马 朱 胡 郭 何 林 高 罗 郑 梁 谢 宋 唐 许 邓 冯 韩
曹 曾 彭 萧 蔡 潘 田 董 袁 于 余 叶 蒋 杜 苏 魏 程 吕 丁 沈 任 姚 卢 傅 钟 姜 崔 谭 廖 范 汪 陆 金 石 戴 贾 韦 夏 邱
方 侯 邹 熊 孟 秦 白 江 阎 薛 尹 段 雷 黎 伟 芳 娜 敏 静 丽 强 磊 军 洋 勇 艳 杰 娟 涛 明 超 秀 霞 平 刚 桂 英 华 玉
兰 红 梅 建 国 文 志 海 燕 波 辉 鹏 宇 浩 轩 婷 雪 慧 莉 琳 佳 欣 怡 雨 子 涵 梓 晨 泽 思 嘉 俊 豪 鑫 晓 峰 斌 云 飞
凯 健 倩 颖 琴 萍 淑 珍 凤 春 永 德 福 荣 庆 瑞 祥 昌 的 了 是 在 不 我 你 他 们 这 那 有 要 和 与 及 或 等 对 请 已
未 可 需 想 看 到 说 给 再 先 后 前 周 月 日 号 年 今天 明天 下周 回访 拜访 询价 样品 发货 付款 定金 尾款 折扣 优惠
售后 投诉 维修 安装 试用 演示 方案 对比 竞争 对手 决策 价格 偏高 考虑 感兴趣 已加 未接 关机 空号 停机 无人接听 拒绝
暂时 不需要 现有 供应商 合作 稳定 希望 效率 降低 成本 提高 质量 交期 账期 开票 发票
"""


def bands() -> str:
    """One line per band, the most frequent character first; equal counts by code point."""
    from pypinyin.phrases_dict import phrases_dict

    counts = Counter(char for phrase in phrases_dict for char in phrase if "一" <= char <= "鿿")
    for word in SHEET_WORDS.split():
        counts.update(dict.fromkeys(word, 400))
    ranked = "".join(sorted(counts, key=lambda char: (-counts[char], char)))
    edges = zip((0, *BANDS[:-1]), BANDS, strict=True)
    return "".join(f"{ranked[first:last]}\n" for first, last in edges)


def main() -> int:
    """Write the file, or compare it."""
    text = bands()
    if "--check" not in sys.argv:
        TARGET.write_text(text, encoding="utf-8")
        return 0
    if TARGET.read_text(encoding="utf-8") == text:
        return 0
    sys.stderr.write(f"{TARGET} is not what scripts/make_hanzi.py makes\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
