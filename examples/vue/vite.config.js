import vue from '@vitejs/plugin-vue';

export default {
  plugins: [vue({ template: { compilerOptions: { isCustomElement: (tag) => tag === 'board-view' } } })],
  optimizeDeps: { exclude: ['board-view'] }, // so that vite's own server finds the engine, too
};
