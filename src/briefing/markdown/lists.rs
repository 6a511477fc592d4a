//! Lists, and lists of tasks.

use super::fragment::Mark;
use super::writer::Writer;

/// A list that is being read.
#[derive(Debug)]
pub(super) struct OpenList {
    /// Where a class of the list itself would go; forgotten after the first item, so that nothing long is ever moved.
    class: Option<Mark>,
    /// Where a class of the item would go.
    item_class: Mark,
    items: usize,
}

impl Writer<'_> {
    pub(super) fn start_list(&mut self, start: Option<u64>) {
        self.out.fresh_line();
        self.out.push(if start.is_some() { "<ol" } else { "<ul" });
        let class = Some(self.out.mark());
        if let Some(start) = start.filter(|start| *start != 1) {
            self.out.push(&format!(" start=\"{start}\""));
        }
        self.out.push(">\n");
        self.lists.push(OpenList { class, item_class: Mark::default(), items: 0 });
    }

    pub(super) fn start_item(&mut self) {
        self.out.fresh_line();
        self.out.push("<li");
        let mark = self.out.mark();
        self.out.push(">");
        if let Some(list) = self.lists.last_mut() {
            list.item_class = mark;
            list.items += 1;
            list.class = list.class.filter(|_| list.items == 1);
        }
    }

    /// A box before the text of a task. It follows the beginning of its item at once (CommonMark lists, GFM 5.3).
    pub(super) fn task(&mut self, done: bool) {
        if let Some(list) = self.lists.last_mut() {
            let (item, list) = (list.item_class, list.class.take());
            self.insert_class(item, " class=\"task\"");
            if let Some(list) = list {
                self.insert_class(list, " class=\"task-list\"");
            }
        }
        let checked = if done { " checked" } else { "" };
        self.out.push(&format!("<input type=\"checkbox\" disabled{checked} aria-label=\"Done\"> "));
    }

    /// Puts a class where a list or an item began. The block that began inside it is a little further on now.
    fn insert_class(&mut self, mark: Mark, class: &str) {
        self.out.insert_html(mark, class);
        self.block.mark = self.block.mark.moved(mark, class);
    }
}
