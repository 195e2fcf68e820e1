import type { Deliveries } from '../core/deliveries/deliveries.ts';
import type { DeliveriesSpec } from '../core/deliveries/deliveries-spec.ts';
import { trusted } from '../core/json.ts';
import { UnknownCommand, type ControlCall } from './call.ts';

/** Commands under `…/<account>/deliveries`. */
export function deliveryCommands(
  deliveries: Deliveries<{ id: string }>,
  { method, body }: ControlCall,
  verb = '',
): unknown {
  switch (`${method} ${verb}`) {
    case 'GET ':
      return { knobs: deliveries.knobs, counts: deliveries.log.counts, latency: deliveries.log.latency() };
    case 'POST ':
    case 'PUT ':
      deliveries.set(trusted<DeliveriesSpec>(body));
      return deliveries.knobs;
    case 'DELETE ':
      return deliveries.log.clear();
    case 'GET log':
      return deliveries.log.list();
    case 'POST send': {
      const { event, endpoint } = trusted<{ event: { id: string }; endpoint?: string }>(body);
      return deliveries.send(event, endpoint);
    }
    case 'POST resend': {
      const { event, endpoint } = trusted<{ event: string; endpoint?: string }>(body);
      return deliveries.resend(event, endpoint);
    }
    case 'POST settled':
      return deliveries.settled(trusted<{ timeoutMs?: number }>(body).timeoutMs);
    default:
      throw new UnknownCommand(`There is no ${method} /_sim/…/deliveries/${verb}.`);
  }
}
