import { anyone, publicPage, type Route } from '../../platform/http/route.ts';
import { refuseListening, takeMessage } from './door.ts';
import { showMcp } from './page.tsx';
import { mcpPaths } from './paths.ts';

/** The read-only MCP server, over the operations of the API and at its rates, and the page that explains it. */
export const mcpRoutes: readonly Route[] = [
  publicPage('mcp.page', mcpPaths.page, showMcp),
  {
    ...{ name: 'mcp.listen', method: 'GET', path: mcpPaths.server, access: anyone, style: 'plain' },
    handle: refuseListening,
  },
  {
    ...{ name: 'mcp.message', method: 'POST', path: mcpPaths.server, access: anyone, style: 'api' },
    // it changes nothing, and looks at Origin itself
    ...{ carriesProof: true, metered: true },
    handle: takeMessage,
  },
];
