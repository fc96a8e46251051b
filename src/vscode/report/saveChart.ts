import { byteOrderMark } from '../../core/csv.js';
import { type ChartFile, chartFormats } from '../../protocol/reportPage.js';
import { t } from '../words.js';
import { saveFile } from './saveFile.js';

/** Saves a chart's file of a local day. */
export async function saveChart({ name, format, content }: ChartFile, day: string): Promise<void> {
  if (!chartFormats.includes(format)) return;
  await saveFile(t('Save Chart'), `${name.replace(/[^a-z-]/g, '')}-${day}`, format, bytesOf({ format, content }));
}

function bytesOf({ format, content }: Pick<ChartFile, 'format' | 'content'>): Uint8Array {
  if (format === 'png') return Buffer.from(content, 'base64');
  return new TextEncoder().encode(format === 'csv' ? byteOrderMark + content : content);
}
