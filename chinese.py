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
    "Clear value": "清除",
    "Close": "关闭",
    "Collapse sidebar": "收起筛选栏",
    "Connecting": "正在连接",
    "Drag and drop files here": "松开鼠标，放入文件",
    "Expand sidebar": "展开筛选栏",
    "Help": "说明",
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

SCRIPT = """<script>
  if (!window.speaksChinese) {
    window.speaksChinese = true;
    const words = %s;
    const inChinese = said => words[said && said.trim()];
    const translate = node => {
      if (node.nodeType === Node.TEXT_NODE) {
        // What a document says stays as it is.
        const ours = node.parentElement?.closest("[data-testid=stHtml], [data-testid=stMarkdownContainer]")
          && !node.parentElement.closest("[data-testid=stFileUploaderDropzone]");
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
    return SCRIPT % json.dumps(WORDS, ensure_ascii=False)
