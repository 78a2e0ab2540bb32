/** Addresses of the MCP server and of the page that explains it. */
export const mcpPaths = { server: '/mcp', page: '/api/mcp' } as const;
