"""What Streamlit itself says, in Chinese: it has English only, and no setting for it."""

import json

WORDS = {
    "100MB per file": "每份不超过 100 MB",  # incoming.MEGABYTES
    "Add files": "再加文件",
    "App pages": "页面",
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
    "Dismiss": "关闭",
    "Drag and drop files here": "松开鼠标，放入文件",
    "Expand sidebar": "展开筛选栏",
    "file upload": "选择文件",
    "Help": "说明",
    "Link to heading": "本节的链接",
    "Main menu": "菜单",
    "Next month": "下个月",
    "No results": "没有匹配项",
    "No results.": "没有匹配项",
    "Open": "展开",
    "Previous month": "上个月",
    "Print": "打印",
    "Rerun": "刷新",
    "Running": "正在计算",
    "Running...": "正在计算",
    "Select all": "全选",
    "Settings": "设置",
    "Sidebar": "筛选栏",
    "Skip to main content": "跳到正文",
    "Stop": "停止",
    "Upload": "选择文件",
}

AROUND = {
    "^Help for (.+)": "说明：$1",
    "^year, (.+)": "年，$1",
    "^month, (.+)": "月，$1",
    "^day, (.+)": "日，$1",
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
          && !node.parentElement.closest("[data-testid=stFileUploaderDropzone], [data-testid=stHeader]");
        if (!ours && inChinese(node.nodeValue)) node.nodeValue = inChinese(node.nodeValue);
        return;
      }
      for (const name of ["aria-label", "title", "placeholder"]) {
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
      attributes: true, attributeFilter: ["aria-label", "title", "placeholder"],
    });
  }
</script>"""


def script() -> str:
    """HTML that puts Streamlit's own words into Chinese, now and whenever the page changes."""
    return SCRIPT % tuple(json.dumps(words, ensure_ascii=False) for words in (WORDS, AROUND))
