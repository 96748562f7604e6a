# 往外发的消息。
notify-messages-title = 演示短信
notify-messages-lead = 演示环境不发送真实短信，应当发出的短信显示在这里。
notify-messages-empty = 还没有短信
