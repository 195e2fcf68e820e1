import { actionButton } from '../components/form.ts';
import type { Markup } from '../markup.ts';

export const cancelButton = (home: string, id: string): Markup =>
  actionButton({
    action: `${home}/sessions/${id}/cancel`,
    label: 'Cancel',
    tone: 'danger',
    confirm: 'Cancel this sync? Its rows stay, and the next sync goes on from here.',
  });
