"""Words of the second generator: names, firms, towns, and how people get them wrong."""

from __future__ import annotations


def _words(text: str) -> list[str]:
    return text.split()


def _pairs(text: str) -> dict[str, str]:
    return dict(part.split(":") for part in text.split())


SURNAMES = _pairs(
    "张:zhang 王:wang 李:li 刘:liu 陈:chen 杨:yang 赵:zhao 黄:huang 周:zhou 吴:wu 徐:xu 孙:sun 胡:hu 朱:zhu 高:gao "
    "林:lin 何:he 郭:guo 马:ma 罗:luo 梁:liang 宋:song 郑:zheng 谢:xie 韩:han 唐:tang 冯:feng 于:yu 董:dong 萧:xiao "
    "程:cheng 曹:cao 袁:yuan 邓:deng 许:xu 傅:fu 沈:shen 曾:zeng 彭:peng 吕:lv 苏:su 卢:lu 蒋:jiang 蔡:cai 贾:jia "
    "丁:ding 魏:wei 薛:xue 叶:ye 阎:yan 余:yu 潘:pan 杜:du 戴:dai 夏:xia 钟:zhong 汪:wang 田:tian 任:ren 姜:jiang "
    "范:fan 方:fang 石:shi 姚:yao 谭:tan 廖:liao 欧阳:ouyang 司马:sima 诸葛:zhuge 上官:shangguan"
)
GIVEN = _pairs(
    "伟:wei 强:qiang 丽:li 芳:fang 静:jing 敏:min 军:jun 杰:jie 磊:lei 洋:yang 勇:yong 涛:tao 明:ming 超:chao "
    "霞:xia 平:ping 刚:gang 华:hua 鑫:xin 瑞:rui 宏:hong 盛:sheng 源:yuan 泰:tai 兴:xing 佳:jia 德:de 恒:heng "
    "诚:cheng 凯:kai 毅:yi 博:bo 晨:chen 锦:jin 颖:ying 婷:ting 雪:xue 娜:na 建:jian 文:wen 斌:bin 峰:feng 飞:fei "
    "龙:long 云:yun 海:hai 浩:hao 宇:yu 立:li 福:fu 秀:xiu 英:ying 玉:yu 红:hong 志:zhi 春:chun 国:guo 庆:qing "
    "小:xiao 思:si 子:zi 梦:meng 俊:jun 一:yi 琳:lin 慧:hui 亮:liang 波:bo 辉:hui 鹏:peng 旭:xu 燕:yan 玲:ling "
    "桂:gui 兰:lan 梅:mei 艳:yan 雅:ya 欣:xin 怡:yi 浩:hao 然:ran"
)
BRANDS = _pairs(
    "鑫:xin 瑞:rui 达:da 宏:hong 盛:sheng 源:yuan 泰:tai 兴:xing 佳:jia 德:de 恒:heng 诚:cheng 凯:kai 益:yi 博:bo "
    "创:chuang 晨:chen 景:jing 华:hua 建:jian 飞:fei 龙:long 云:yun 海:hai 浩:hao 宇:yu 天:tian 力:li 联:lian 富:fu "
    "顺:shun 通:tong 百:bai 康:kang 美:mei 和:he 金:jin 星:xing 辰:chen 蓝:lan 绿:lv 禾:he 木:mu 光:guang 锐:rui "
    "捷:jie 远:yuan 航:hang 科:ke 智:zhi 优:you 普:pu 拓:tuo 维:wei 尚:shang 品:pin 信:xin 永:yong 安:an 茂:mao "
    "隆:long 昌:chang 润:run 沃:wo 帆:fan 桥:qiao 石:shi 森:sen 林:lin 雅:ya 思:si 睿:rui 骏:jun 驰:chi 腾:teng "
    "跃:yue 卓:zhuo 越:yue 朗:lang 晟:sheng"
)
TRADES = {
    "科技": "Technology", "电子": "Electronics", "贸易": "Trading", "机械": "Machinery", "餐饮管理": "Catering",
    "物流": "Logistics", "建材": "Building Materials", "医疗器械": "Medical", "信息技术": "Information Technology",
    "网络科技": "Network", "文化传媒": "Media", "装饰工程": "Decoration", "服饰": "Garments", "食品": "Foods",
    "教育咨询": "Education", "化工": "Chemicals", "环保科技": "Environmental", "汽车配件": "Auto Parts",
    "五金制品": "Hardware", "包装": "Packaging", "光电": "Optoelectronics", "商贸": "Commerce", "家具": "Furniture",
    "生物科技": "Biotech", "智能装备": "Automation",
}  # fmt: skip
LEGAL = ("有限公司",) * 12 + ("有限责任公司",) * 2 + ("股份有限公司", "厂", "商行", "工作室", "经营部", "中心")
TOWNS = (  # province, town, dialling code, english
    ("", "北京", "010", "Beijing"), ("", "上海", "021", "Shanghai"), ("", "天津", "022", "Tianjin"),
    ("", "重庆", "023", "Chongqing"), ("广东", "深圳", "0755", "Shenzhen"), ("广东", "广州", "020", "Guangzhou"),
    ("广东", "东莞", "0769", "Dongguan"), ("广东", "佛山", "0757", "Foshan"), ("浙江", "杭州", "0571", "Hangzhou"),
    ("浙江", "宁波", "0574", "Ningbo"), ("浙江", "义乌", "0579", "Yiwu"), ("江苏", "苏州", "0512", "Suzhou"),
    ("江苏", "南京", "025", "Nanjing"), ("江苏", "无锡", "0510", "Wuxi"), ("四川", "成都", "028", "Chengdu"),
    ("湖北", "武汉", "027", "Wuhan"), ("陕西", "西安", "029", "Xi'an"), ("山东", "青岛", "0532", "Qingdao"),
    ("福建", "厦门", "0592", "Xiamen"), ("湖南", "长沙", "0731", "Changsha"), ("河南", "郑州", "0371", "Zhengzhou"),
    ("河北", "石家庄", "0311", "Shijiazhuang"), ("辽宁", "沈阳", "024", "Shenyang"), ("安徽", "合肥", "0551", "Hefei"),
)  # fmt: skip
ROADS = _words(
    "人民路 解放大道 中山北路 科苑路 建设街 和平里 工业三路 滨江大道 长江路 文一西路 创业路 朝阳路 迎宾大道 学府街"
)
TITLES = _words("总 总 总 总 经理 经理 工 老师 主任 先生 女士 姐 哥 老板 会计")
JOBS = _words("采购 采购经理 总经理 销售 行政 财务 技术 法人 店长 项目经理 助理")
# What sounds alike, and what looks or is typed alike.
SOUNDS = _words(
    "伟玮炜纬维 强蔷 丽莉俐立力 芳方 静婧靖 敏闽 军君均俊骏 杰捷洁 磊蕾 洋阳扬杨 勇永咏 涛滔韬 明名铭鸣 超潮 霞遐 "
    "平萍苹 刚钢 华桦骅 鑫新欣馨心信 瑞睿锐 达大 宏鸿洪弘红 盛胜圣晟 源元原缘园远 泰太 兴星 佳嘉加家 德得 恒衡 "
    "诚成城程承 凯楷铠 益亿易毅艺怡 博伯波 晨辰宸 景锦金 颖莹英盈 婷廷 建健剑 文雯 斌彬 峰锋丰枫 飞菲 龙隆 云芸 "
    "浩昊皓 宇雨羽玉 联连 富福 顺舜 百佰 和禾合 安桉 茂贸 昌常长 航行 智志致 优尤 普谱 维唯 尚上 永勇 润闰 森深 "
    "林霖琳 雅亚 思斯 驰池 腾藤 跃越悦 卓琢 朗郎 科克 慧惠辉"
)
LOOKS = _words(
    "未末 土士 己已 人入 技枝 科料 天夫 千干 日曰 太大 晟最 瑞端 恒桓 诚城 航杭 骏峻 拓柘 沃汰 博搏 凯剀 康廉 金全"
)
TRADITIONAL = _pairs(
    "张:張 刘:劉 陈:陳 杨:楊 赵:趙 黄:黃 吴:吳 孙:孫 马:馬 罗:羅 郑:鄭 谢:謝 韩:韓 冯:馮 许:許 邓:鄧 吕:呂 苏:蘇 "
    "卢:盧 蒋:蔣 贾:賈 叶:葉 阎:閻 钟:鐘 谭:譚 欧:歐 阳:陽 诸:諸 伟:偉 强:強 丽:麗 静:靜 军:軍 华:華 兴:興 诚:誠 "
    "凯:凱 锦:錦 颖:穎 娜:娜 峰:峰 飞:飛 龙:龍 云:雲 国:國 庆:慶 梦:夢 辉:輝 鹏:鵬 玲:玲 兰:蘭 艳:豔 达:達 创:創 "
    "联:聯 顺:順 锐:銳 远:遠 优:優 维:維 润:潤 桥:橋 骏:駿 驰:馳 腾:騰 跃:躍 电:電 贸:貿 机:機 饮:飲 医:醫 疗:療 "
    "网:網 络:絡 传:傳 装:裝 饰:飾 食:食 环:環 汽:汽 制:製 术:術 业:業 责:責 厂:廠 广:廣 东:東 宁:寧 无:無 锡:錫 "
    "汉:漢 厦:廈 门:門 长:長 沈:瀋 庄:莊 团:團 钢:鋼 发:發 务:務 讯:訊 开:開 爱:愛 亚:亞"
)
PROVIDERS = ("qq.com",) * 4 + ("163.com",) * 3 + ("126.com", "foxmail.com", "gmail.com", "outlook.com", "sina.com")
HEADS = _words("133 135 136 137 138 139 150 151 152 157 158 159 166 176 177 180 182 185 186 187 188 189 191 199")
FIRST = _words(
    "James Mary John Linda Robert Susan Michael Karen David Lisa Daniel Nancy Mark Emma Paul Anna Kevin Laura"
)
LAST = _words("Smith Johnson Brown Miller Davis Wilson Moore Taylor Anderson Thomas Jackson White Harris Martin Clark")
SHORT = {"James": "Jim", "Robert": "Bob", "Michael": "Mike", "David": "Dave", "Daniel": "Dan", "Susan": "Sue"}
COINED = _words(
    "Acme Nova Apex Orion Zenith Summit Vertex Delta Atlas Falcon Cobalt Harbor Maple Granite Beacon Crestline"
)
FIELDS = _words(
    "Trading Widgets Systems Solutions Industries Foods Textiles Tools Lighting Optics Plastics Furniture Imports"
)
FORMS = _words("Inc. Inc LLC Ltd Ltd. Limited GmbH Corp. Co.")
ABROAD = (
    ("London", "44"),
    ("New York", "1"),
    ("Berlin", "49"),
    ("Sydney", "61"),
    ("Singapore", "65"),
    ("Toronto", "1"),
)
CHAINS = _words("蜜果茶屋 老街麻辣烫 晨光便利 安心大药房 小鹿咖啡 鲜丰果园 万家房产 精工快印")
PLACES = _words("中关村 国贸 人民广场 天河城 春熙路 万达 火车站 大学城 科技园 解放碑 五一广场 湖滨 高新 江汉路")
NUMBERED = _words("第{}中学 第{}人民医院 第{}幼儿园 第{}建筑工程公司 实验小学{}分校 {}号便利店")
NUMERALS = "一二三四五六七八九十"
