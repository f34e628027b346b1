import {
  ElAlert, ElButton, ElConfigProvider, ElDialog, ElEmpty, ElInput, ElInputNumber, ElOption, ElPagination, ElProgress, ElSelect, ElSkeleton, ElTag,
} from 'element-plus';
import type { App } from 'vue';
import 'element-plus/es/components/base/style/css';
import 'element-plus/es/components/alert/style/css';
import 'element-plus/es/components/button/style/css';
import 'element-plus/es/components/dialog/style/css';
import 'element-plus/es/components/empty/style/css';
import 'element-plus/es/components/input/style/css';
import 'element-plus/es/components/input-number/style/css';
import 'element-plus/es/components/message/style/css';
import 'element-plus/es/components/message-box/style/css';
import 'element-plus/es/components/option/style/css';
import 'element-plus/es/components/pagination/style/css';
import 'element-plus/es/components/progress/style/css';
import 'element-plus/es/components/select/style/css';
import 'element-plus/es/components/skeleton/style/css';
import 'element-plus/es/components/tag/style/css';

/** The parts of Element Plus that the pages use; the rest stays out of the bundle. */
export function useElements(app: App): void {
  const used = { ElAlert, ElButton, ElConfigProvider, ElDialog, ElEmpty, ElInput, ElInputNumber, ElOption, ElPagination, ElProgress, ElSelect, ElSkeleton, ElTag };
  Object.entries(used).forEach(([name, component]) => app.component(name, component));
}
