document.querySelector('board-view').strings = {
  count: '1 announcement;{} announcements',
  more: 'Earlier announcements',
  back: 'All announcements',
  pinned: 'Important',
};
