"""What Streamlit itself says, in Chinese: it has English only, and no setting for it."""

import json

WORDS = {
    "100MB per file": "每份不超过 100 MB",  # incoming.MEGABYTES
    "Add files": "再加文件",
    "add icon": "再加文件",
    "App pages": "页面",
    "Bad message format": "看板的回答读不懂",
    "Calendar": "日历",
    "Choose an option": "请选择",
    "Choose date": "选择日期",
    "Choose options": "请选择",
    "Clear all": "全部清除",
    "Clear entry": "清除",
    "Clear value": "清除",
    "Close": "关闭",
    "Collapse sidebar": "收起筛选栏",
    "Connecting": "正在连接",
    "Connection error": "连不上看板",
    "Connection lost. Please wait for the app to reconnect, then try again.": "连接断了，接上以后再试一次。",
    "Copied": "已复制",
    "Copied!": "已复制",
    "Copy to clipboard": "复制",
    "Dismiss": "关闭",
    "Drag and drop files here": "松开鼠标，放入文件",
    "Expand sidebar": "展开筛选栏",
    "file upload": "选择文件",
    "Help": "说明",
    "Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:": "看板可能停了。在运行它的终端里重新启动，这一页会自己接上：",
    "Link to heading": "本节的链接",
    "Main menu": "菜单",
    "Next month": "下个月",
    "No results": "没有匹配项",
    "No results.": "没有匹配项",
    "Open": "展开",
    "Page not found": "没有这一页",
    "Previous month": "上个月",
    "Print": "打印",
    "progress": "进度",
    "Rerun": "刷新",
    "Running": "正在计算",
    "Running...": "正在计算",
    "Select all": "全选",
    "Settings": "设置",
    "Sidebar": "筛选栏",
    "Skip to main content": "跳到正文",
    "Stop": "停止",
    "streamlit run yourscript.py": "python3 start.py",
    "Streamlit server is not responding. Are you connected to the internet?": "看板没有回答：可能停了，也可能是网络断了。恢复以后这一页会自己接上。",
    "The page that you have requested does not seem to exist. Running the app's main page.": "链接里的页面不存在，下面是总览。",
    "This app has encountered an error. The original error message is redacted to prevent data leaks. Full error details "
    "have been recorded in the logs (if you're on Streamlit Cloud, click on 'Manage app' in the lower right of your app).": "程序出错，这一页没有画完，数据没有改变。请刷新，或去掉几个筛选条件再试；仍不行，请把网页地址和时间告诉维护者，"
    "原因写在看板的日志里。",
    "Upload": "选择文件",
    "Uploading...": "正在上传……",
    "Use arrow keys to navigate dates. Enter to select. Escape to close.": "用方向键选日期，回车选定，Esc 关闭。",
}

AROUND = {
    "^Choose date, (.+)": "选择日期，$1",
    "^Connection failed with status ([0-9]+).*": "连不上看板（$1）。",
    "^Remove (.+)": "移除 $1",
    "^You have requested page (.+?), but no .*": "链接里的页面 $1 不存在，下面是总览。",
    "^Help for (.+)": "说明：$1",
    "^year, (.+)": "年，$1",
    "^month, (.+)": "月，$1",
    "^day, (.+)": "日，$1",
    "^([0-9]+) – [A-Z][a-z]+$": "$1月",
    "^([0-9]+) more$": "另 $1 页",
    "^([0-9]+) options? available[.]": "有 $1 项可选。",
}
"""What Streamlit says around words of ours: `Help for 截至`."""

SCRIPT = """<script>
  if (!window.speaksChinese) {
    window.speaksChinese = true;
    const words = %s, around = Object.entries(%s).map(([english, chinese]) => [new RegExp(english), chinese]);
    const inChinese = said => {
      if (!said) return;
      const [english, chinese] = around.find(([english]) => english.test(said)) ?? [];
      return english ? said.replace(english, chinese) : words[said.trim()];
    };
    const translate = node => {
      if (node.nodeType === Node.TEXT_NODE) {
        // What a document says stays as it is.
        const ours = node.parentElement?.closest("[data-testid=stHtml], [data-testid=stMarkdownContainer]")
          && !node.parentElement.closest("[data-testid=stFileUploaderDropzone], [data-testid=stHeader],"
            + " [data-testid=stException], [data-testid=stDialog]");
        if (!ours && inChinese(node.nodeValue)) node.nodeValue = inChinese(node.nodeValue);
        return;
      }
      for (const name of ["aria-label", "title", "placeholder", "aria-valuetext"]) {
        const said = inChinese(node.getAttribute?.(name));
        if (said) node.setAttribute(name, said);
      }
      node.childNodes.forEach(translate);
    };
    translate(document.body);
    document.documentElement.lang = "zh-CN";
    new MutationObserver(changes => changes.forEach(change => {
      if (change.type === "childList") change.addedNodes.forEach(translate);
      else translate(change.target);
    })).observe(document.body, {
      subtree: true, childList: true, characterData: true,
      attributes: true, attributeFilter: ["aria-label", "title", "placeholder", "aria-valuetext"],
    });
  }
</script>"""


def script() -> str:
    """HTML that puts Streamlit's own words into Chinese, now and whenever the page changes."""
    return SCRIPT % tuple(json.dumps(words, ensure_ascii=False) for words in (WORDS, AROUND))
